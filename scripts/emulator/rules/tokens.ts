import { readTemplate } from './template';

export type Token = { kind: 'name' | 'number' | 'string' | 'template' | 'symbol' | 'end'; text: string; at: number };

const SPACE = /\s*/y;
const PATTERN =
  /(?<name>[A-Za-z_$][\w$]*)|(?<number>\d+(?:\.\d+)?)|(?<string>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")|(?<symbol>==|!=|>=|<=|&&|\|\||[><!()[\].,-])/y;

/** Splits a rule into tokens; the last one is always `end`. */
export function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  let at = skipSpace(source, 0);
  while (at < source.length) {
    const token = tokenAt(source, at);
    tokens.push(token);
    at = skipSpace(source, at + token.text.length);
  }
  tokens.push({ kind: 'end', text: 'the end', at });
  return tokens;
}

function skipSpace(source: string, at: number): number {
  SPACE.lastIndex = at;
  SPACE.test(source);
  return SPACE.lastIndex;
}

function tokenAt(source: string, at: number): Token {
  if (source[at] === '`') return { kind: 'template', text: source.slice(at, readTemplate(source, at).end), at };
  PATTERN.lastIndex = at;
  const groups = PATTERN.exec(source)?.groups ?? {};
  const found = Object.entries(groups).find(([, text]) => text !== undefined);
  if (!found) throw new SyntaxError(`unexpected "${source[at]}" at character ${at + 1}`);
  const [kind, text] = found;
  return { kind: kind as Token['kind'], text, at };
}
