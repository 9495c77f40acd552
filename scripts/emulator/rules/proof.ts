import { compare } from './compare';
import type { Expression, Operator, Term } from './expression';
import { valueAt, type Facts } from './facts';

/** What a rule may refer to besides `doc`. */
export type Scope = { facts: Facts; auth: unknown; request: unknown; now: number };

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
  if (comparesAbsentIdentity(left, right, scope) || comparesAbsentIdentity(right, left, scope)) return false;
  const lefts = valuesOf(left, scope);
  const rights = valuesOf(right, scope);
  if (lefts && rights) return lefts.some((one) => rights.some((other) => knownHolds(operator, one, other, right)));
  if (rights) return rights.some((value) => implied(left, operator, value, scope));
  const mirrored = mirror(operator, right);
  return lefts !== undefined && mirrored !== undefined && lefts.some((value) => implied(right, mirrored, value, scope));
}

/** A caller without the identity a rule asks for must not match documents without that field. */
function comparesAbsentIdentity(term: Term, other: Term, scope: Scope): boolean {
  if (term.kind !== 'path' || term.root !== 'auth' || other.kind === 'literal') return false;
  return valueAt(scope.auth, term.keys) == null;
}

/** A query finds list members by equality, so `x in doc.list` is known from `list: x`. */
function mirror(operator: Operator, right: Term): Operator | undefined {
  return operator === 'in' && right.kind === 'path' ? '==' : MIRRORED[operator];
}

function knownHolds(operator: Operator, left: unknown, right: unknown, rightTerm: Term): boolean {
  if (operator === 'in' && isDocument(rightTerm) && !Array.isArray(right)) return compare('==', left, right);
  return compare(operator, left, right);
}

function implied(term: Term, operator: Operator, value: unknown, { facts }: Scope): boolean {
  return isDocument(term) && facts.imply(term.keys.join('.'), operator, value);
}

function isDocument(term: Term): term is Extract<Term, { kind: 'path' }> {
  return term.kind === 'path' && term.root === 'doc';
}

function valuesOf(term: Term, scope: Scope): unknown[] | undefined {
  if (term.kind === 'literal') return [term.value];
  if (term.kind === 'list') return listValues(term.items, scope);
  if (term.kind === 'get') return undefined;
  if (term.root === 'doc') return scope.facts.values(term.keys.join('.'));
  return [term.root === 'now' ? scope.now : valueAt(scope[term.root], term.keys)];
}

function listValues(items: Term[], scope: Scope): unknown[] | undefined {
  const values = items.map((item) => valuesOf(item, scope)?.[0]);
  return items.every((item) => valuesOf(item, scope)) ? [values] : undefined;
}
