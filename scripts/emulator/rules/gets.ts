import type { Expression, Term } from './expression';

const MAX_GETS = 3;
const MAX_DEPTH = 2;

/** Throws when a rule fetches more, or deeper, than rules may. */
export function checkGets(rule: Expression): void {
  const depths = termsOf(rule).flatMap(getDepths);
  if (depths.length > MAX_GETS) throw new SyntaxError(`an expression may use get() at most ${MAX_GETS} times`);
  if (depths.some((depth) => depth > MAX_DEPTH)) throw new SyntaxError(`get() may be nested at most ${MAX_DEPTH} deep`);
}

function termsOf(rule: Expression): Term[] {
  switch (rule.kind) {
    case 'term':
      return [rule.term];
    case 'not':
      return termsOf(rule.operand);
    case 'compare':
      return [rule.left, rule.right];
    default:
      return [...termsOf(rule.left), ...termsOf(rule.right)];
  }
}

/** For each get() in a term, how many get() it nests, itself included. */
function getDepths(term: Term): number[] {
  if (term.kind === 'list') return term.items.flatMap(getDepths);
  if (term.kind !== 'get') return [];
  const inner = term.parts.flatMap((part) => (typeof part === 'string' ? [] : getDepths(part)));
  return [1 + Math.max(0, ...inner), ...inner];
}
