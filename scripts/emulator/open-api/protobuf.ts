/** The values of a Protocol Buffers message by field number: a number for a varint, bytes for the rest. */
export type Fields = Map<number, (number | Buffer)[]>;

const VARINT = 0;
const FIXED64 = 1;
const BYTES = 2;
const FIXED32 = 5;

/** Takes a message apart; throws a RangeError on one that is cut short. */
export function readMessage(message: Buffer): Fields {
  const fields: Fields = new Map();
  let at = 0;

  function varint(): number {
    let value = 0;
    for (let shift = 0; shift < 64; shift += 7) {
      const byte = message.readUInt8(at++);
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
    throw new RangeError('a varint is too long');
  }

  function bytes(length: number): Buffer {
    if (at + length > message.length) throw new RangeError('the message is cut short');
    at += length;
    return message.subarray(at - length, at);
  }

  function value(type: number): number | Buffer {
    if (type === VARINT) return varint();
    if (type === BYTES) return bytes(varint());
    if (type === FIXED64) return bytes(8);
    if (type === FIXED32) return bytes(4);
    throw new RangeError(`the wire type ${type} is not known`);
  }

  while (at < message.length) {
    const tag = varint();
    const number = Math.floor(tag / 8);
    fields.set(number, [...(fields.get(number) ?? []), value(tag % 8)]);
  }
  return fields;
}

/** Puts a message together from `[number, value]`; texts and bytes are written alike. */
export function writeMessage(fields: [number, number | string | Buffer][]): Buffer {
  return Buffer.concat(
    fields.flatMap(([number, value]) => {
      if (typeof value === 'number') return [varintOf(number * 8 + VARINT), varintOf(value)];
      const content = Buffer.from(value);
      return [varintOf(number * 8 + BYTES), varintOf(content.length), content];
    }),
  );
}

/** A negative number takes ten bytes, as its two's complement of 64 bits. */
function varintOf(value: number): Buffer {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  for (; rest >= 0x80n; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
  return Buffer.from([...bytes, Number(rest)]);
}
