/** Terms are listed from the commonest on, as the database knows them. */
export type Places = ReadonlyMap<number, number>;

/** A term as it is read, and as the database knows it. */
export type Term = { text: string; value: number };

/** The rarest: one that is not among the listed ones, the longer the better, or that which comes last among them. */
export function rarestOf(terms: readonly Term[], places: Places): number | undefined {
  const placeOf = ({ value }: Term) => places.get(value) ?? places.size;
  return terms.toSorted((a, b) => placeOf(b) - placeOf(a) || b.text.length - a.text.length)[0]?.value;
}

/** So many are listed: all others are rare enough. */
const LISTED = 8000;

/** The commonest terms of some messages, the commonest first. What stands in one message only is not common. */
export function commonest(messages: readonly { terms: readonly number[] }[]): number[] {
  const counts = new Map<number, number>();
  for (const { terms } of messages) for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  return [...counts]
    .filter(([, count]) => count > 1)
    .sort((a, b) => b[1] - a[1])
    .slice(0, LISTED)
    .map(([term]) => term);
}

/** A list of terms as one string. */
export const packed = (terms: readonly number[]): string =>
  Buffer.from(Int32Array.from(terms).buffer).toString('base64');

/** The places of the terms in such a list. */
export function unpacked(list: string): Places {
  const bytes = Buffer.from(list, 'base64');
  const terms = new Int32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  return new Map([...terms].map((term, place) => [term, place]));
}
