import { CloudError, type Plain } from '../contract';
import type { Operator } from './expression';

/** One thing that every document found by a branch of a query has in common. */
export type Constraint = { path: string; operator: Operator; value: unknown };

const MAX_BRANCHES = 256;

const OPERATORS: Record<string, Operator> = {
  $eq: '==',
  $ne: '!=',
  $lt: '<',
  $lte: '<=',
  $gt: '>',
  $gte: '>=',
  $in: 'in',
  $nin: 'not in',
};

/**
 * Spreads a query into its alternatives, each a list of constraints that hold together. Conditions that say nothing about
 * single values are left out: what remains describes the documents found, or more.
 */
export function branches(filter: Plain): Constraint[][] {
  return Object.entries(filter).reduce<Constraint[][]>(
    (found, [key, condition]) => product(found, alternatives(key, condition)),
    [[]],
  );
}

function alternatives(key: string, condition: unknown): Constraint[][] {
  if (key === '$or' && Array.isArray(condition)) return condition.flatMap((each) => branches(each as Plain));
  if (key === '$and' && Array.isArray(condition)) {
    return condition.map((each) => branches(each as Plain)).reduce<Constraint[][]>(product, [[]]);
  }
  return key.startsWith('$') ? [[]] : [constraints(key, condition)];
}

function product(left: Constraint[][], right: Constraint[][]): Constraint[][] {
  if (left.length * right.length > MAX_BRANCHES) {
    throw new CloudError(
      'DATABASE_PERMISSION_DENIED',
      `The query has more than ${MAX_BRANCHES} alternatives to check.`,
    );
  }
  return left.flatMap((one) => right.map((other) => [...one, ...other]));
}

function constraints(path: string, condition: unknown): Constraint[] {
  if (!isOperators(condition)) return constraint(path, '$eq', condition);
  return Object.entries(condition).flatMap(([name, value]) => constraint(path, name, value));
}

function constraint(path: string, name: string, value: unknown): Constraint[] {
  if (name === '$all' && Array.isArray(value)) return value.flatMap((each) => constraint(path, '$eq', each));
  const operator = OPERATORS[name];
  if (!operator || holdsPattern(value)) return [];
  if (operator !== 'in') return [{ path, operator, value }];
  if (!Array.isArray(value)) return [];
  return value.length === 1 ? [{ path, operator: '==', value: value[0] }] : [{ path, operator, value }];
}

function isOperators(condition: unknown): condition is Plain {
  if (typeof condition !== 'object' || condition === null || condition instanceof Date) return false;
  return Object.keys(condition).some((key) => key.startsWith('$'));
}

function holdsPattern(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(holdsPattern);
  return value instanceof RegExp || isOperators(value);
}
