export type Token = { kind: 'name' | 'number' | 'string' | 'template' | 'symbol' | 'end'; text: string; at: number };

const PATTERN =
  /\s*(?:(?<name>[A-Za-z_$][\w$]*)|(?<number>\d+(?:\.\d+)?)|(?<string>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")|(?<template>`[^`]*`)|(?<symbol>==|!=|>=|<=|&&|\|\||[><!()[\].,-]))/y;

/** Splits a rule into tokens; the last one is always `end`. */
export function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  const end = source.trimEnd().length;
  let at = 0;
  while (at < end) {
    const token = tokenAt(source, at);
    tokens.push(token);
    at = PATTERN.lastIndex;
  }
  tokens.push({ kind: 'end', text: 'the end', at: end });
  return tokens;
}

function tokenAt(source: string, at: number): Token {
  PATTERN.lastIndex = at;
  const groups = PATTERN.exec(source)?.groups ?? {};
  const found = Object.entries(groups).find(([, text]) => text !== undefined);
  if (!found) throw new SyntaxError(`unexpected "${source.slice(at).trimStart()[0]}" at character ${at + 1}`);
  const [kind, text] = found;
  return { kind: kind as Token['kind'], text, at };
}
