import { encodeValue, paths } from './values';

type Plain = Record<string, unknown>;

/** A condition of a query, made by `db.command`; conditions on one field can be chained. */
export class QueryCommand {
  constructor(readonly encode: (path: string) => Plain) {}

  and(...others: unknown[]): QueryCommand {
    return logic('$and', [this, ...others.flat()]);
  }

  or(...others: unknown[]): QueryCommand {
    return logic('$or', [this, ...others.flat()]);
  }

  eq = (value: unknown): QueryCommand => this.and(comparison('$eq')(value));
  neq = (value: unknown): QueryCommand => this.and(comparison('$ne')(value));
  gt = (value: unknown): QueryCommand => this.and(comparison('$gt')(value));
  gte = (value: unknown): QueryCommand => this.and(comparison('$gte')(value));
  lt = (value: unknown): QueryCommand => this.and(comparison('$lt')(value));
  lte = (value: unknown): QueryCommand => this.and(comparison('$lte')(value));
  in = (values: unknown[]): QueryCommand => this.and(comparison('$in')(values));
  nin = (values: unknown[]): QueryCommand => this.and(comparison('$nin')(values));
}

/** A condition that applies one operator to one value. */
export function comparison(operator: string): (value: unknown) => QueryCommand {
  return (value) => new QueryCommand((path) => ({ [path]: { [operator]: encodeValue(value) } }));
}

/** A condition made of others. */
export function logic(operator: string, conditions: unknown[]): QueryCommand {
  return new QueryCommand((path) => ({ [operator]: conditions.map((each) => encodeCondition(path, each)) }));
}

/** The condition on a list's members: a command stands alone, an object names the fields of a member. */
export function memberCondition(condition: unknown): unknown {
  if (condition instanceof QueryCommand) return condition.encode('member')['member'];
  return typeof condition === 'object' && condition !== null ? encodeQuery(condition) : encodeValue(condition);
}

/** Encodes the argument of `where`: nested fields become paths, commands their operators. */
export function encodeQuery(query: unknown): Plain {
  if (query instanceof QueryCommand) return query.encode('');
  const conditions = paths(query as Plain).map(([path, value]) => encodeCondition(path, value));
  const keys = conditions.flatMap((condition) => Object.keys(condition));
  return new Set(keys).size === keys.length ? (Object.assign({}, ...conditions) as Plain) : { $and: conditions };
}

/** One condition on a field; on no field, a whole query. */
function encodeCondition(path: string, value: unknown): Plain {
  if (value instanceof QueryCommand) return value.encode(path);
  return path === '' ? encodeQuery(value) : { [path]: encodeValue(value) };
}
