import { aggregate } from './aggregate-operators';
import { notLocal } from './errors';
import { comparison, logic, memberCondition, QueryCommand } from './query-command';
import { addToSet, change, push, UpdateCommand } from './update-command';
import { encodeValue } from './values';

function refuse(name: string): never {
  throw notLocal(name);
}

/** `db.command`. */
export const command = {
  eq: comparison('$eq'),
  neq: comparison('$ne'),
  gt: comparison('$gt'),
  gte: comparison('$gte'),
  lt: comparison('$lt'),
  lte: comparison('$lte'),
  in: comparison('$in'),
  nin: comparison('$nin'),
  all: comparison('$all'),
  size: comparison('$size'),
  exists: comparison('$exists'),
  mod: (divisor: number | [number, number], remainder?: number) =>
    comparison('$mod')(Array.isArray(divisor) ? divisor : [divisor, remainder]),
  elemMatch: (condition: unknown) =>
    new QueryCommand((path) => ({ [path]: { $elemMatch: memberCondition(condition) } })),
  and: (...conditions: unknown[]) => logic('$and', conditions.flat()),
  or: (...conditions: unknown[]) => logic('$or', conditions.flat()),
  nor: (...conditions: unknown[]) => logic('$nor', conditions.flat()),
  not: (condition: unknown) => logic('$nor', [condition]),
  expr: (expression: unknown) => new QueryCommand(() => ({ $expr: encodeValue(expression) })),
  geoNear: () => refuse('geoNear'),
  geoWithin: () => refuse('geoWithin'),
  geoIntersects: () => refuse('geoIntersects'),
  aggregate,

  set: change('$set'),
  remove: () => new UpdateCommand('$unset', ''),
  inc: change('$inc'),
  mul: change('$mul'),
  min: change('$min'),
  max: change('$max'),
  rename: change('$rename'),
  bit: change('$bit'),
  push,
  unshift: (...values: unknown[]) => new UpdateCommand('$push', { $each: encodeValue(values.flat()), $position: 0 }),
  pop: () => new UpdateCommand('$pop', 1),
  shift: () => new UpdateCommand('$pop', -1),
  pull: (condition: unknown) => new UpdateCommand('$pull', memberCondition(condition)),
  pullAll: change('$pullAll'),
  addToSet,
};
