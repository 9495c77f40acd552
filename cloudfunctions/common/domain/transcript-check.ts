import { hashAfter, type ChainedLine } from './transcript';
import type { SealedPart } from '../protocol/exports';

/** Where a transcript is first not as it was written: the number of a message, and what became of it. */
export type Flaw = { kind: 'changed' | 'missing' | 'moved' | 'inserted'; place: number };

/** The first line that does not follow from those before it; without `start` the first line is taken on trust. */
export function firstFlaw(
  lines: readonly ChainedLine[],
  { first, count, start, head }: Pick<SealedPart, 'first' | 'count' | 'head'> & { start?: string },
): Flaw | undefined {
  let previous = start;
  for (const [index, { line, hash }] of lines.entries()) {
    const follows = previous === undefined || hashAfter(previous, line) === hash;
    if (!follows || index >= count) return flawAt(lines, index, first + index, count);
    previous = hash;
  }
  if (lines.length < count) return { kind: 'missing', place: first + lines.length };
  return previous === head ? undefined : { kind: 'changed', place: first + lines.length - 1 };
}

/** What the numbers tell of a line that does not follow. */
function flawAt(lines: readonly ChainedLine[], index: number, place: number, count: number): Flaw {
  const numbers = lines.map(({ line }) => Number(line[0]));
  const number = numbers[index];
  if (number === place && index < count) return { kind: 'changed', place };
  if (lines.length > count) return { kind: 'inserted', place };
  return { kind: numbers.includes(place, index) ? 'moved' : 'missing', place };
}
