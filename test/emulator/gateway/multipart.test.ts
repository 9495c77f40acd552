import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseMultipart } from '../../../scripts/emulator/gateway/multipart';

const type = 'multipart/form-data; boundary="the boundary"';
const head = (name: string) => `--the boundary\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n`;

const parts = fc.array(
  fc.record({
    name: fc.stringMatching(/^[a-zA-Z-]{1,12}$/),
    content: fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
  }),
  { minLength: 1 },
);

test('every part comes out byte for byte', () => {
  fc.assert(
    fc.property(parts, (parts) => {
      const written = parts.flatMap(({ name, content }) => [Buffer.from(head(name)), content, Buffer.from('\r\n')]);
      expect(parseMultipart(Buffer.concat([...written, Buffer.from('--the boundary--\r\n')]), type)).toEqual(parts);
    }),
  );
});

test('a file has its name, and other headers do not matter', () => {
  const body = [
    '--b',
    'Content-Type: text/plain',
    'content-disposition: form-data; filename="你好.txt"; name="file"',
    '',
    'x\r\ny',
    '--b--',
  ].join('\r\n');
  expect(parseMultipart(Buffer.from(body), 'multipart/form-data; boundary=b')).toEqual([
    { name: 'file', filename: '你好.txt', content: Buffer.from('x\r\ny') },
  ]);
});

test.each([
  ['', 'multipart/form-data; boundary=b'],
  ['--b--', 'multipart/form-data'],
  ['--b\r\n\r\nx\r\n--b', 'multipart/form-data; boundary=b'],
  ['--b\r\n\r\nx\r\n--b--', 'multipart/form-data; boundary=b'],
  ['--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--', 'multipart/form-data; boundary=b'],
])('%j of type %s is refused', (body, contentType) => {
  expect(() => parseMultipart(Buffer.from(body), contentType)).toThrow('The multipart body cannot be read');
});
