import { Pipeline } from './pipeline';

/** An expression of an aggregation: one operator and what it works on. */
export type Expression = Record<string, unknown>;
type Operator = (operand: unknown) => Expression;

/** Those that WeChat documents, by family; each is MongoDB's of the same name. */
const families = {
  numbers: 'abs add ceil divide exp floor ln log log10 mod multiply pow sqrt subtract trunc',
  arrays: 'arrayElemAt concatArrays filter in indexOfArray isArray map range reduce reverseArray size slice zip',
  objects: 'arrayToObject mergeObjects objectToArray',
  logic: 'and not or cmp eq gt gte lt lte cond ifNull switch literal let meta',
  dates: 'dateFromParts dateFromString dateToString dayOfMonth dayOfWeek dayOfYear hour isoDayOfWeek isoWeek',
  moreDates: 'isoWeekYear millisecond minute month second week year',
  sets: 'allElementsTrue anyElementTrue setDifference setEquals setIntersection setIsSubset setUnion',
  texts:
    'concat indexOfBytes indexOfCP split strLenBytes strLenCP strcasecmp substr substrBytes substrCP toLower toUpper',
  groups: 'addToSet avg first last max min push stdDevPop stdDevSamp sum',
};

const operator =
  (name: string): Operator =>
  (operand) => ({ [`$${name}`]: operand });

const names = Object.values(families).flatMap((family) => family.split(' '));

/** `db.command.aggregate`, which also makes the `pipeline` of a lookup. */
export const aggregate: Record<string, Operator> & { pipeline(): Pipeline } = Object.assign(
  Object.fromEntries(names.map((name) => [name, operator(name)])),
  { neq: operator('ne'), pipeline: () => new Pipeline() },
);
