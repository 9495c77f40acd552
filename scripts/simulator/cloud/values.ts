type Plain = Record<string, unknown>;

/** A moment of the server's clock, filled in when the write is executed. */
export class ServerDate {
  constructor(readonly offset: number) {}
}

/** Encodes a value for the wire: dates and patterns become tagged objects. */
export function encodeValue(value: unknown): unknown {
  if (value instanceof Date) return { $date: value.getTime() };
  if (value instanceof ServerDate) return { $date: { offset: value.offset } };
  if (value instanceof RegExp) return { $regex: value.source, $options: value.flags };
  if (Array.isArray(value)) return value.map(encodeValue);
  if (!isPlain(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, encodeValue(each)]));
}

/** What a tagged object of plain JSON or of Extended JSON stands for. */
const tagged: Record<string, (content: unknown) => unknown> = {
  $date: (date) => new Date(isPlain(date) ? Number(date['$numberLong']) : (date as number | string)),
  $numberInt: Number,
  $numberLong: Number,
  $numberDouble: Number,
  $oid: String,
};

/** Turns what came over the wire back into values: tagged dates become dates. */
export function decodeValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(decodeValue);
  if (!isPlain(value)) return value;
  const [tag = '', content] = Object.entries(value)[0] ?? [];
  if (Object.hasOwn(tagged, tag)) return tagged[tag]?.(content);
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, decodeValue(each)]));
}

/** The fields of an object with their dotted paths; only plain objects with fields of their own are taken apart. */
export function paths(object: Plain, prefix = ''): [string, unknown][] {
  return Object.entries(object).flatMap(([key, value]): [string, unknown][] => {
    const path = prefix + key;
    return isPlain(value) && Object.keys(value).length > 0 ? paths(value, `${path}.`) : [[path, value]];
  });
}

/** An object of fields, also one made in another realm such as a frame. */
function isPlain(value: unknown): value is Plain {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
