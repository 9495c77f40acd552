/** Chance that goes the same way again with the same seed. */
export type Random = {
  /** From 0 up to, but not including, 1. */
  next(): number;
  /** A whole number, both ends included. */
  between(first: number, last: number): number;
  isLucky(share: number): boolean;
  /** Any one of them. */
  pick<T>(from: ArrayLike<T>): T;
  /** One of them, the first the most often, by the law of Zipf and Mandelbrot. */
  lean<T>(from: ArrayLike<T>): T;
  digits(count: number): string;
};

/** How far below Zipf's law the very first ones stay. */
const SHIFT = 2;

/** Chance from a seed: mulberry32. */
export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    const mixed = Math.imul(state ^ (state >>> 15), state | 1);
    const turned = mixed ^ (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61));
    return ((turned ^ (turned >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (first: number, last: number): number => first + Math.floor(next() * (last - first + 1));
  return {
    next,
    between,
    isLucky: (share) => next() < share,
    pick: (from) => at(from, Math.floor(next() * from.length)),
    lean: (from) => at(from, Math.floor(SHIFT * ((from.length + SHIFT) / SHIFT) ** next() - SHIFT)),
    digits: (count) => Array.from({ length: count }, () => between(0, 9)).join(''),
  };
}

function at<T>(from: ArrayLike<T>, place: number): T {
  const found = from[place];
  if (found === undefined) throw new Error('Nothing to choose from.');
  return found;
}
