/** A stretch of a text, and what a tap on it is about. */
export type TextPart = { kind: 'plain' | 'marked' | 'link' | 'phone'; text: string };

const LINK = /(?:https?:\/\/|www\.)[\w\-.~:/?#[\]@!$&'()*+,;=%]+/i;
const MOBILE = /(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}/;
const LANDLINE = /0\d{2,3}[- ]?\d{7,8}/;
const HOTLINE = /[48]00[- ]?\d{3}[- ]?\d{4}/;

const TAPPABLE = new RegExp([LINK, MOBILE, LANDLINE, HOTLINE].map(({ source }) => source).join('|'), 'gi');

/** What ends a sentence does not belong to the address before it. */
const TRAILING = /[.,;:!?'"]+$|[)\]]+$/;

/** A text cut where links and telephone numbers begin and end; together the parts are the text. */
export function textParts(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const found of tappable(text)) {
    if (found.index > end) parts.push({ kind: 'plain', text: text.slice(end, found.index) });
    parts.push(found.part);
    end = found.index + found.part.text.length;
  }
  if (end < text.length || parts.length === 0) parts.push({ kind: 'plain', text: text.slice(end) });
  return parts;
}

/** The same parts, cut again where marked words stand in what is plain. */
export function markedParts(parts: readonly TextPart[], words: readonly string[]): TextPart[] {
  const wanted = words.filter((word) => word !== '');
  if (wanted.length === 0) return [...parts];
  return parts.flatMap((part) => (part.kind === 'plain' ? cutAt(part.text, wanted) : [part]));
}

function cutAt(text: string, words: readonly string[]): TextPart[] {
  const found = words
    .map((word) => ({ word, index: text.indexOf(word) }))
    .filter(({ index }) => index >= 0)
    .sort((a, b) => a.index - b.index || b.word.length - a.word.length)[0];
  if (!found) return text === '' ? [] : [{ kind: 'plain', text }];
  const { word, index } = found;
  const before: TextPart[] = index > 0 ? [{ kind: 'plain', text: text.slice(0, index) }] : [];
  return [...before, { kind: 'marked', text: word }, ...cutAt(text.slice(index + word.length), words)];
}

type Found = { index: number; part: TextPart };

function tappable(text: string): Found[] {
  const found: Found[] = [];
  text.replace(TAPPABLE, (words, index: number) => {
    const part = partAt(text, words, index);
    if (part) found.push({ index, part });
    return words;
  });
  return found;
}

function partAt(text: string, words: string, index: number): TextPart | undefined {
  if (/^(h|w)/i.test(words)) return { kind: 'link', text: withoutEnd(words) };
  const isAlone = !/[\dA-Za-z]/.test((text[index - 1] ?? '') + (text[index + words.length] ?? ''));
  return isAlone ? { kind: 'phone', text: words } : undefined;
}

function withoutEnd(address: string): string {
  const shorter = address.replace(TRAILING, '');
  const isBalanced = count(address, '(') >= count(address, ')') && address.endsWith(')');
  return isBalanced || shorter === address ? address : withoutEnd(shorter);
}

const count = (text: string, sign: string): number => text.split(sign).length - 1;
