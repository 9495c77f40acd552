/** A template string: texts at even places, the sources of the values between them at odd places. */
export type Template = { pieces: string[]; end: number };

/** Reads the template that begins with the backtick at a place; values may hold templates themselves. */
export function readTemplate(source: string, start: number): Template {
  const pieces: string[] = [];
  let from = start + 1;
  let at = from;
  while (source[at] !== '`') {
    if (at >= source.length) throw new SyntaxError(`the template at character ${start + 1} does not end`);
    if (source.startsWith('${', at)) {
      const end = endOfValue(source, at + 2);
      pieces.push(source.slice(from, at), source.slice(at + 2, end));
      from = at = end + 1;
    } else {
      at += 1;
    }
  }
  return { pieces: [...pieces, source.slice(from, at)], end: at + 1 };
}

function endOfValue(source: string, start: number): number {
  let at = start;
  while (at < source.length && source[at] !== '}') at = source[at] === '`' ? readTemplate(source, at).end : at + 1;
  return at;
}
