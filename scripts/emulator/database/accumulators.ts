import * as builtIn from 'mingo/operators/accumulator';
import type { Options } from 'mingo/types';
import { unique } from 'mingo/util';
import type { Plain } from '../contract';

type Accumulate<T> = (documents: Plain[], operand: unknown, options: Options) => T;

/** The values of an expression, without those that are missing. Inside an expression the values are given as they are. */
const push: Accumulate<unknown[]> = (documents, operand, options) => {
  if (operand === null || operand === undefined) return documents;
  return (builtIn.$push(documents, [operand], options) as unknown[][]).flat().filter((value) => value !== undefined);
};

/** Null instead of NaN where there are too few numbers. */
function orNull(accumulate: Accumulate<number>): Accumulate<number | null> {
  return (documents, operand, options) => {
    const value = accumulate(documents, operand, options);
    return Number.isNaN(value) ? null : value;
  };
}

/** MongoDB's accumulators: mingo's, with our own where mingo differs. */
export const accumulatorOperators = {
  ...builtIn,
  $push: push,
  $addToSet: (...[documents, operand, options]: Parameters<typeof push>) => unique(push(documents, operand, options)),
  $stdDevPop: orNull(builtIn.$stdDevPop),
  $stdDevSamp: orNull(builtIn.$stdDevSamp),
};
