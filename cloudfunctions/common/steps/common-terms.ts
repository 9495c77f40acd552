import { blind } from '../cloud/keys';

/** The rarest of the terms, as the database knows it; undefined of none. Longer terms are rarer. */
export async function rarest(terms: readonly string[]): Promise<number | undefined> {
  const [first] = terms.toSorted((a, b) => b.length - a.length);
  return first === undefined ? undefined : blind([first])[0];
}
