/** A text and where the next sign goes. */
export type Written = { value: string; cursor: number };

/** A sign of several characters: a flag of two letters, or faces joined into one, with their colours. */
const LAST_SIGN =
  /(?:[\uD83C][\uDDE6-\uDDFF]){2}$|(?:(?:[\uD800-\uDBFF][\uDC00-\uDFFF]|[^\uD800-\uDFFF])[\uFE0F\u20E3]*(?:\uD83C[\uDFFB-\uDFFF])?\u200D)*(?:[\uD800-\uDBFF][\uDC00-\uDFFF]|[^])[\uFE0F\u20E3]*(?:\uD83C[\uDFFB-\uDFFF])?$/;

const placed = ({ value, cursor }: Written): number => (cursor < 0 ? value.length : Math.min(cursor, value.length));

/** Puts something in where the cursor is; a cursor below zero is at the end. */
export function inserted(written: Written, added: string): Written {
  const at = placed(written);
  const { value } = written;
  return { value: value.slice(0, at) + added + value.slice(at), cursor: at + added.length };
}

/** Takes away the sign before the cursor, whole as people see it. */
export function withoutSign(written: Written): Written {
  const at = placed(written);
  const before = written.value.slice(0, at);
  const sign = LAST_SIGN.exec(before)?.[0] ?? '';
  const cursor = at - sign.length;
  return { value: written.value.slice(0, cursor) + written.value.slice(at), cursor };
}
