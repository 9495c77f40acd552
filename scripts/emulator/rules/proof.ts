import { compare } from './compare';
import type { Expression, Key, Operator, Term } from './expression';
import { valueAt, type Facts } from './facts';

/** What a rule may refer to besides `doc`. */
export type Scope = {
  facts: Facts;
  auth: unknown;
  request: unknown;
  now: number;
  /** The document that `get` finds at `database.<collection>.<id>`, or null. */
  get: (address: string) => unknown;
};

type DocumentTerm = Extract<Term, { kind: 'path' }>;

const NEGATED: Record<Operator, Operator> = {
  '==': '!=',
  '!=': '==',
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
  in: 'not in',
  'not in': 'in',
};

const MIRRORED: Partial<Record<Operator, Operator>> = {
  '==': '==',
  '!=': '!=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};

/** Whether the rule surely holds for everything the facts describe; what cannot be proved does not hold. */
export function holds(rule: Expression, scope: Scope, negated = false): boolean {
  switch (rule.kind) {
    case 'not':
      return holds(rule.operand, scope, !negated);
    case 'term':
      return termHolds(rule.term, scope, negated);
    case 'compare':
      return comparisonHolds(negated ? NEGATED[rule.operator] : rule.operator, rule.left, rule.right, scope);
    default: {
      const both = (rule.kind === 'and') !== negated;
      const left = holds(rule.left, scope, negated);
      return both ? left && holds(rule.right, scope, negated) : left || holds(rule.right, scope, negated);
    }
  }
}

function termHolds(term: Term, scope: Scope, negated: boolean): boolean {
  return valuesOf(term, scope)?.some((value) => Boolean(value) !== negated) ?? false;
}

function comparisonHolds(operator: Operator, left: Term, right: Term, scope: Scope): boolean {
  if (asksAbsentIdentity(operator, left, right, scope)) return false;
  const lefts = valuesOf(left, scope);
  if (isDocument(right) && (operator === 'in' || operator === 'not in')) {
    return lefts?.some((value) => membershipHolds(operator, value, right, scope)) ?? false;
  }
  const rights = valuesOf(right, scope);
  if (lefts && rights) return lefts.some((one) => rights.some((other) => compare(operator, one, other)));
  if (rights) return rights.some((value) => implied(left, operator, value, scope));
  const mirrored = MIRRORED[operator];
  return lefts !== undefined && mirrored !== undefined && lefts.some((value) => implied(right, mirrored, value, scope));
}

function membershipHolds(operator: 'in' | 'not in', value: unknown, list: DocumentTerm, scope: Scope): boolean {
  const path = pathOf(list, scope);
  if (path === undefined) return false;
  return operator === 'in' ? scope.facts.has(path, value) : scope.facts.lacks(path, value);
}

/** Who lacks the identity that a rule asks for must not pass for documents that lack the field. */
function asksAbsentIdentity(operator: Operator, left: Term, right: Term, scope: Scope): boolean {
  if (operator === 'not in' && right.kind === 'list' && right.items.some((item) => isAbsent(item, scope))) return true;
  return (isAbsent(left, scope) && right.kind !== 'literal') || (isAbsent(right, scope) && left.kind !== 'literal');
}

function isAbsent(term: Term, scope: Scope): boolean {
  const isIdentity = term.kind === 'get' || (term.kind === 'path' && term.root === 'auth');
  return isIdentity && (valuesOf(term, scope)?.every((value) => value == null) ?? false);
}

function implied(term: Term, operator: Operator, value: unknown, scope: Scope): boolean {
  const path = isDocument(term) ? pathOf(term, scope) : undefined;
  return path !== undefined && scope.facts.imply(path, operator, value);
}

function pathOf({ keys }: DocumentTerm, scope: Scope): string | undefined {
  return namesOf(keys, scope)?.join('.');
}

/** The fields that keys name, or undefined when the caller lacks the identity that one of them is. */
function namesOf(keys: Key[], scope: Scope): string[] | undefined {
  const names = keys.map((key) => (typeof key === 'string' ? key : valuesOf(key, scope)?.[0]));
  return names.every((name) => typeof name === 'string') ? names : undefined;
}

function isDocument(term: Term): term is DocumentTerm {
  return term.kind === 'path' && term.root === 'doc';
}

function valuesOf(term: Term, scope: Scope): unknown[] | undefined {
  if (term.kind === 'literal') return [term.value];
  if (term.kind === 'list') return listValues(term.items, scope);
  if (term.kind === 'get') return fetchedValues(term, scope);
  const names = namesOf(term.keys, scope);
  if (names === undefined) return undefined;
  if (term.root === 'doc') return scope.facts.values(names.join('.'));
  return [term.root === 'now' ? scope.now : valueAt(scope[term.root], names)];
}

function listValues(items: Term[], scope: Scope): unknown[] | undefined {
  const values = items.filter((item) => !isAbsent(item, scope)).map((item) => valuesOf(item, scope));
  return values.every((known) => known !== undefined) ? [values.map(([value]) => value)] : undefined;
}

function fetchedValues({ parts, keys }: Extract<Term, { kind: 'get' }>, scope: Scope): unknown[] | undefined {
  const texts = parts.map((part) => (typeof part === 'string' ? [part] : (valuesOf(part, scope) ?? [])));
  const names = namesOf(keys, scope);
  if (names === undefined || texts.some((values) => values.length !== 1)) return undefined;
  return [valueAt(scope.get(texts.flat().join('')), names)];
}
