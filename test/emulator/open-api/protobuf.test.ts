import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readMessage, writeMessage } from '../../../scripts/emulator/open-api/protobuf';

const fields = fc.array(
  fc.tuple(
    fc.integer({ min: 1, max: 2 ** 20 }),
    fc.oneof(
      fc.integer({ min: 0, max: 2 ** 31 }),
      fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
    ),
  ),
);

test('what is written is read again', () => {
  fc.assert(
    fc.property(fields, (written) => {
      const read = readMessage(writeMessage(written));
      const want = new Map<number, unknown[]>();
      for (const [number, value] of written) want.set(number, [...(want.get(number) ?? []), value]);
      expect(read).toEqual(want);
    }),
  );
});

test('a negative number is the two’s complement that protobuf.js reads', () => {
  expect(writeMessage([[3, -604101]])).toEqual(Buffer.from('18bb90dbffffffffffff01', 'hex'));
});

test('any bytes are a message or a RangeError', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
      try {
        readMessage(Buffer.from(bytes));
      } catch (error) {
        expect(error).toHaveProperty('name', 'RangeError');
      }
    }),
  );
});
