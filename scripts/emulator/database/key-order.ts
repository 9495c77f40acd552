/**
 * Bytes whose unsigned order is MongoDB's comparison order of values, and of which none is a prefix of another,
 * so that several can be joined into one key.
 * https://www.mongodb.com/docs/manual/reference/bson-type-comparison-order/
 */

const TYPE = {
  emptyArray: 0x04,
  null: 0x05,
  number: 0x0a,
  string: 0x14,
  object: 0x1e,
  array: 0x28,
  binary: 0x32,
  boolean: 0x3c,
  date: 0x46,
  regexp: 0x50,
} as const;

const END = Buffer.from([0, 0]);
const ESCAPED_ZERO = Buffer.from([0, 0xff]);

/** What an index holds for a field whose array is empty: it sorts before null. */
export const EMPTY_ARRAY = Symbol('empty array');

/** The bytes of one value. A missing value counts as null. */
export function encodeValue(value: unknown): Buffer {
  const type = typeByte(value);
  if (type === TYPE.number) return encodeNumber(type, Number(value));
  if (type === TYPE.date) return encodeNumber(type, (value as Date).getTime());
  return Buffer.concat([Buffer.of(type), encodeContent(type, value)]);
}

/** The first byte of every encoded value of this value's type. */
export function typeByte(value: unknown): number {
  if (value === EMPTY_ARRAY) return TYPE.emptyArray;
  if (value === null || value === undefined) return TYPE.null;
  if (typeof value === 'number' || typeof value === 'bigint') return TYPE.number;
  if (typeof value === 'string') return TYPE.string;
  if (typeof value === 'boolean') return TYPE.boolean;
  return objectTypeByte(value);
}

function objectTypeByte(value: unknown): number {
  if (Array.isArray(value)) return TYPE.array;
  if (value instanceof Date) return TYPE.date;
  if (value instanceof RegExp) return TYPE.regexp;
  if (value instanceof Uint8Array) return TYPE.binary;
  return TYPE.object;
}

function encodeContent(type: number, value: unknown): Buffer {
  switch (type) {
    case TYPE.string:
      return encodeText(String(value));
    case TYPE.boolean:
      return Buffer.of(value === true ? 1 : 0);
    case TYPE.array:
      return Buffer.concat([...(value as unknown[]).map(encodeValue), Buffer.of(0)]);
    case TYPE.object:
      return encodeFields(value as Record<string, unknown>);
    case TYPE.binary:
      return encodeBinary(value as Uint8Array);
    case TYPE.regexp:
      return Buffer.concat([encodeText((value as RegExp).source), encodeText((value as RegExp).flags)]);
    default:
      return Buffer.alloc(0);
  }
}

/** IEEE 754 big-endian, with the sign bit turned for positives and all bits for negatives; NaN comes first. */
function encodeNumber(type: number, value: number): Buffer {
  const bytes = Buffer.alloc(9);
  bytes[0] = type;
  if (Number.isNaN(value)) return bytes;
  bytes.writeDoubleBE(value === 0 ? 0 : value, 1);
  if (value < 0) for (let place = 1; place < 9; place += 1) bytes[place] = 0xff ^ (bytes[place] ?? 0);
  else bytes[1] = 0x80 | (bytes[1] ?? 0);
  return bytes;
}

function encodeText(text: string): Buffer {
  const bytes = Buffer.from(text);
  return Buffer.concat([bytes.includes(0) ? escapeZeros(bytes) : bytes, END]);
}

/** The bytes that every string beginning with this text begins with. */
export function encodeTextPrefix(text: string): Buffer {
  return Buffer.concat([Buffer.of(TYPE.string), escapeZeros(Buffer.from(text))]);
}

function escapeZeros(bytes: Buffer): Buffer {
  return Buffer.concat([...bytes].map((byte) => (byte === 0 ? ESCAPED_ZERO : Buffer.of(byte))));
}

/** Objects compare field by field: type, then name, then value. */
function encodeFields(value: Record<string, unknown>): Buffer {
  const fields = Object.entries(value).flatMap(([name, field]) => [
    Buffer.of(typeByte(field)),
    encodeText(name),
    encodeValue(field),
  ]);
  return Buffer.concat([...fields, Buffer.of(0)]);
}

function encodeBinary(value: Uint8Array): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(value.byteLength);
  return Buffer.concat([length, value]);
}

/** The same bytes in the opposite order, for the descending fields of an index. */
export function invert(bytes: Buffer): Buffer {
  return bytes.map((byte) => byte ^ 0xff) as Buffer;
}

/** The first key after all keys that begin with these bytes. */
export function successor(bytes: Buffer): Buffer {
  let last = bytes.length - 1;
  while (bytes[last] === 0xff) last -= 1;
  const next = Buffer.from(bytes.subarray(0, last + 1));
  next[last] = (next[last] ?? 0) + 1;
  return next;
}
