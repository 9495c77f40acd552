import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { Caller, Plain } from '../../../scripts/emulator/contract';
import { matcher } from '../../../scripts/emulator/database/query';
import { compileRules } from '../../../scripts/emulator/rules/guard';

/** A rule as data; printed for the guard, and judged here by the plainest reading of the words. */
type Rule =
  | { is: 'compare'; field: string; operator: string; value: unknown; turned: boolean }
  | { is: 'member'; field: string; values: unknown[] }
  | { is: 'holds'; field: string; value: unknown }
  | { is: 'not'; rule: Rule }
  | { is: '&&' | '||'; left: Rule; right: Rule };

const client: Caller = { kind: 'client', openid: 'x', appid: 'app' };
const clock = { now: () => 0 };
const scalars = [0, 1, 2, 'x', 'y', true, false, null];
const stored = [undefined, ...scalars, [], [0], [0, 2], [1, 'x'], ['y', null], [[1]], [true], { b: 1 }];
const documents = stored.flatMap((a) => stored.map((b) => clean({ _id: 'd', a, b })));

const field = fc.constantFrom('a', 'b');
const value = fc.constantFrom(...scalars);
const values = fc.array(value, { maxLength: 3 });

const { rule } = fc.letrec<{ rule: Rule; leaf: Rule }>((tie) => ({
  rule: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { arbitrary: tie('leaf'), weight: 3 },
    { arbitrary: fc.record({ is: fc.constant('not' as const), rule: tie('rule') }), weight: 1 },
    {
      arbitrary: fc.record({
        is: fc.constantFrom('&&' as const, '||' as const),
        left: tie('rule'),
        right: tie('rule'),
      }),
      weight: 2,
    },
  ),
  leaf: fc.oneof(
    fc.record({
      is: fc.constant('compare' as const),
      field,
      operator: fc.constantFrom('==', '!=', '<', '<=', '>', '>='),
      value,
      turned: fc.boolean(),
    }),
    fc.record({ is: fc.constant('member' as const), field, values }),
    fc.record({ is: fc.constant('holds' as const), field, value }),
  ),
}));

const condition: fc.Arbitrary<unknown> = fc.oneof(
  { arbitrary: value, weight: 4 },
  { arbitrary: fc.record({ $in: values }), weight: 2 },
  fc.record({ $nin: values }),
  fc.record({ $ne: value }),
  fc.record({ $eq: value }),
  fc.record({ $all: fc.array(value, { minLength: 1, maxLength: 2 }) }),
  fc.record({ $gt: value }),
  fc.record({ $gte: value, $lt: value }),
  fc.record({ $lte: value }),
  fc.record({ $exists: fc.boolean() }),
  fc.record({ $not: fc.record({ $gt: value }) }),
  fc.record({ $elemMatch: fc.record({ $eq: value }) }),
);

const { query } = fc.letrec<{ query: Plain; fields: Plain }>((tie) => ({
  query: fc.oneof(
    { depthSize: 'small' },
    { arbitrary: tie('fields'), weight: 4 },
    ...['$or', '$and', '$nor'].map((operator) => ({
      arbitrary: fc
        .tuple(fc.array(tie('query'), { minLength: 1, maxLength: 2 }), tie('fields'))
        .map(([parts, fields]): Plain => ({ [operator]: parts, ...fields })),
      weight: 1,
    })),
  ),
  fields: fc.record({ a: condition, b: condition }, { requiredKeys: [] }) as fc.Arbitrary<Plain>,
}));

test('whatever query is let through finds only documents that satisfy the rule', () => {
  let accepted = 0;
  fc.assert(
    fc.property(rule, query, (wanted, filter) => {
      if (!isAccepted(print(wanted), filter)) return;
      accepted += 1;
      const found = documents.filter(matcher(filter));
      expect(found.filter((document) => !satisfies(document, wanted))).toEqual([]);
    }),
    { numRuns: 2000 },
  );
  expect(accepted).toBeGreaterThan(100);
});

test('a query that states the rule itself is let through', () => {
  const stated = fc.record({ field, operator: fc.constantFrom('==', '!=', '<', '<=', '>', '>='), limit: fc.nat(5) });
  fc.assert(
    fc.property(stated, ({ field, operator, limit }) => {
      const mongo = { '==': '$eq', '!=': '$ne', '<': '$lt', '<=': '$lte', '>': '$gt', '>=': '$gte' }[operator] ?? '';
      expect(isAccepted(`doc.${field} ${operator} ${limit}`, { [field]: { [mongo]: limit } })).toBe(true);
    }),
  );
});

function isAccepted(read: string, filter: Plain): boolean {
  try {
    compileRules(JSON.stringify({ things: { read } }), clock).filter(client, 'read', 'things', filter);
    return true;
  } catch (error) {
    if (/does not imply/.test(String(error))) return false;
    throw error;
  }
}

function print(rule: Rule): string {
  switch (rule.is) {
    case 'compare': {
      const sides = [`doc.${rule.field}`, rule.operator, JSON.stringify(rule.value)];
      return (rule.turned ? sides.reverse() : sides).join(' ');
    }
    case 'member':
      return `doc.${rule.field} in ${JSON.stringify(rule.values)}`;
    case 'holds':
      return `${JSON.stringify(rule.value)} in doc.${rule.field}`;
    case 'not':
      return `!(${print(rule.rule)})`;
    default:
      return `(${print(rule.left)}) ${rule.is} (${print(rule.right)})`;
  }
}

/** A comparison holds for a field when it holds for its value or for one of its members; a member is there or it is not. */
function satisfies(document: Plain, rule: Rule, negated = false): boolean {
  switch (rule.is) {
    case 'not':
      return satisfies(document, rule.rule, !negated);
    case '&&':
    case '||': {
      const parts = [satisfies(document, rule.left, negated), satisfies(document, rule.right, negated)];
      return (rule.is === '&&') === negated ? parts.some(Boolean) : parts.every(Boolean);
    }
    case 'compare': {
      const operator = negated ? opposite(rule.operator) : rule.operator;
      return readings(document[rule.field]).some((each) =>
        rule.turned ? compares(rule.value, operator, each) : compares(each, operator, rule.value),
      );
    }
    case 'member':
      return readings(document[rule.field]).some((each) => rule.values.some((one) => same(one, each)) !== negated);
    default:
      return readings(document[rule.field]).some((each) => same(each, rule.value)) !== negated;
  }
}

function readings(value: unknown): unknown[] {
  return Array.isArray(value) ? [value, ...value] : [value];
}

function same(left: unknown, right: unknown): boolean {
  return (left ?? null) === (right ?? null);
}

function opposite(operator: string): string {
  return { '==': '!=', '!=': '==', '<': '>=', '<=': '>', '>': '<=', '>=': '<' }[operator] ?? operator;
}

function compares(left: unknown, operator: string, right: unknown): boolean {
  if (operator === '==') return same(left, right);
  if (operator === '!=') return !same(left, right);
  if (typeof left !== typeof right || !['number', 'string'].includes(typeof left)) return false;
  const [one, other] = [left as number, right as number];
  return { '<': one < other, '<=': one <= other, '>': one > other, '>=': one >= other }[operator] ?? false;
}

function clean(document: Plain): Plain {
  return Object.fromEntries(Object.entries(document).filter(([, value]) => value !== undefined));
}
