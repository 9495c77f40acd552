import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decrypt, encrypt } from '../../../cloudfunctions/common/cloud/cipher';
import { streamKeys } from '../../../cloudfunctions/common/cloud/keys';
import { parseCipher } from '../../../cloudfunctions/common/protocol/cipher';
import file from '../../vectors/cipher.json';

process.env['KEFU_KEYS'] = JSON.stringify(file.masterKeys);

test('the keys of a stream follow from the master keys, the current one first', () => {
  expect(streamKeys(file.streamId)).toEqual(file.keys);
  expect(streamKeys('another')).not.toEqual(file.keys);
});

test.each(file.vectors)('vector $context', ({ plaintext, context, iv, version, cipher }) => {
  const keys = file.keys.filter((key) => key.version === version);
  expect(encrypt(keys, plaintext, context, Buffer.from(iv, 'base64'))).toBe(cipher);
  expect(decrypt(file.keys, cipher, context)).toBe(plaintext);
});

test('every string comes back, and never the same cipher string twice', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (plaintext) => {
      const [first, second] = [encrypt(file.keys, plaintext, 'm'), encrypt(file.keys, plaintext, 'm')];
      expect(decrypt(file.keys, first, 'm')).toBe(plaintext);
      expect(first).not.toBe(second);
    }),
  );
});

test('a string changed in any one place, cut, moved or opened with other keys yields nothing', () => {
  const cipher = encrypt(file.keys, '{"text":"你好"}', 'here');
  const changed = (at: number) => cipher.slice(0, at) + (cipher[at] === 'A' ? 'B' : 'A') + cipher.slice(at + 1);
  for (let at = 0; at < cipher.length; at += 1) {
    const opened = decrypt(file.keys, changed(at), 'here');
    if (opened !== undefined) expect(sameBytes(changed(at), cipher)).toBe(true);
    expect(decrypt(file.keys, cipher.slice(0, at), 'here')).toBeUndefined();
  }
  expect(decrypt(file.keys, cipher, 'there')).toBeUndefined();
  expect(decrypt(streamKeys('another'), cipher, 'here')).toBeUndefined();
  expect(decrypt([], cipher, 'here')).toBeUndefined();
});

/** Base64 leaves bits of the last character unused, so two spellings may mean the same bytes. */
const sameBytes = (a: string, b: string): boolean => bytesOf(a) === bytesOf(b);

function bytesOf(text: string): string {
  const { version, iv, tag, data } = parseCipher(text) ?? { version: 0, iv: '', tag: '', data: '' };
  return [version, ...[iv, data, tag].map((part) => Buffer.from(part, 'base64').toString('hex'))].join();
}
