export type Operator = '==' | '!=' | '<' | '<=' | '>' | '>=' | 'in' | 'not in';

/** A name of a field, or a value of `auth` that is one. */
export type Key = string | Term;

/** What a comparison may stand on: a constant, a list, a variable, or a document fetched by `get`. */
export type Term =
  | { kind: 'literal'; value: string | number | boolean | null }
  | { kind: 'list'; items: Term[] }
  | { kind: 'path'; root: 'doc' | 'auth' | 'request' | 'now'; keys: Key[] }
  | { kind: 'get'; parts: (string | Term)[]; keys: Key[] };

export type Expression =
  | { kind: 'term'; term: Term }
  | { kind: 'not'; operand: Expression }
  | { kind: 'and' | 'or'; left: Expression; right: Expression }
  | { kind: 'compare'; operator: Operator; left: Term; right: Term };
