import type { Plain } from '../contract';
import type { Constraint } from './branches';
import { compare } from './compare';
import type { Operator } from './expression';

/** What is known about `doc`: a new document entirely, the documents of a query by its constraints. */
export interface Facts {
  /** Every value that `doc.<path>` surely has, or undefined when that is not known. */
  values(path: string): unknown[] | undefined;
  /** Whether `doc.<path> operator value` surely holds. */
  imply(path: string, operator: Operator, value: unknown): boolean;
  /** Whether the list `doc.<path>` surely holds the value. */
  has(path: string, value: unknown): boolean;
  /** Whether the list `doc.<path>` surely does not hold the value. */
  lacks(path: string, value: unknown): boolean;
}

/** A new document: each field is known. */
export function documentFacts(document: Plain): Facts {
  const at = (path: string): unknown => valueAt(document, path.split('.'));
  return {
    values: (path) => [at(path)],
    imply: (path, operator, value) => compare(operator, at(path), value),
    has: (path, value) => compare('in', value, at(path)),
    lacks: (path, value) => compare('not in', value, at(path)),
  };
}

/** One branch of a query. Each constraint proves by itself, since an array field may meet two with two elements. */
export function branchFacts(branch: Constraint[]): Facts {
  const on = (path: string): Constraint[] => branch.filter((constraint) => constraint.path === path);
  return {
    values(path) {
      const pinned = on(path).filter(({ operator }) => operator === '==');
      return pinned.length > 0 ? pinned.map(({ value }) => value) : undefined;
    },
    imply: (path, operator, value) => on(path).some((constraint) => implies(constraint, operator, value)),
    has: (path, value) => on(path).some((constraint) => implies(constraint, '==', value)),
    lacks: (path, value) => on(path).some((constraint) => compare('in', value, excludedBy(constraint))),
  };
}

export function valueAt(value: unknown, keys: string[]): unknown {
  return keys.reduce<unknown>(
    (at, key) => (typeof at === 'object' && at !== null && Object.hasOwn(at, key) ? (at as Plain)[key] : undefined),
    value,
  );
}

function implies(known: Constraint, operator: Operator, value: unknown): boolean {
  switch (known.operator) {
    case '==':
      return compare(operator, known.value, value);
    case 'in':
      return (known.value as unknown[]).every((each) => compare(operator, each, value));
    case '!=':
    case 'not in':
      return impliedByExclusion(known, operator, value);
    default:
      return impliedByBound(known, operator, value);
  }
}

/** The values that neither the field nor any member of it has. */
function excludedBy({ operator, value }: Constraint): unknown {
  if (operator === '!=') return [value];
  return operator === 'not in' ? value : [];
}

function impliedByExclusion(known: Constraint, operator: Operator, value: unknown): boolean {
  const excluded = excludedBy(known);
  if (operator === '!=') return compare('in', value, excluded);
  return operator === 'not in' && Array.isArray(value) && value.every((each) => compare('in', each, excluded));
}

function impliedByBound(known: Constraint, operator: Operator, value: unknown): boolean {
  if (!isOrdered(known.value)) return false;
  if (operator === '!=') return !compare(known.operator, value, known.value);
  if (operator === 'not in') {
    return Array.isArray(value) && !value.some((each) => compare(known.operator, each, known.value));
  }
  return sameDirection(known.operator, operator) && compare(boundTest(known.operator, operator), known.value, value);
}

function isOrdered(value: unknown): boolean {
  return typeof value === 'number' || typeof value === 'string' || value instanceof Date;
}

function sameDirection(one: Operator, other: Operator): boolean {
  return one[0] === other[0];
}

/** `a < 3` proves `a < 3` and `a <= 3`; `a <= 3` proves `a < v` only for a greater v. */
function boundTest(known: Operator, wanted: Operator): Operator {
  const strict = wanted.length === 1 && known.length === 2;
  const direction = wanted[0] === '<' ? '<' : '>';
  return strict ? direction : `${direction}=`;
}
