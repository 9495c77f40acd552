export type Operator = '==' | '!=' | '<' | '<=' | '>' | '>=' | 'in' | 'not in';

/** What a comparison may stand on: a constant, a list, a variable, or a document fetched by `get`. */
export type Term =
  | { kind: 'literal'; value: string | number | boolean | null }
  | { kind: 'list'; items: Term[] }
  | { kind: 'path'; root: 'doc' | 'auth' | 'request' | 'now'; keys: string[] }
  | { kind: 'get'; parts: (string | Term)[]; keys: string[] };

export type Expression =
  | { kind: 'term'; term: Term }
  | { kind: 'not'; operand: Expression }
  | { kind: 'and' | 'or'; left: Expression; right: Expression }
  | { kind: 'compare'; operator: Operator; left: Term; right: Term };
