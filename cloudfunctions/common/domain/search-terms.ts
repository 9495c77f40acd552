import type { Body, SystemBody } from '../protocol/documents';
import { simplified } from './simplified';

/**
 * Characters that are no terms by themselves, and pairs that are none, version 2: the commonest of Chinese service talk, digits and
 * the commonest punctuation. They would be most of the index and find almost everything. More may be added at any time; what is
 * taken out is not found in what was kept before.
 */
const COMMONEST = new Set(
  '的了是我您你好不有在个这那一下到会可以请吗呢吧啊哦呀嗯亲货发单号退换款订天人来去给要用时还就没能都上开为么什多小大很后过说看想们和对里边码色电收帮麻烦谢等地快' +
    '前补面已买问理机元运区点安排候实支动无显' +
    '0123456789 ,.?!。~:-¥',
);
const COMMONEST_PAIRS = new Set(
  '帮您 一下 单号 麻烦 订单 发货 您好 有货 这边 可以 收到 好的 为您 目前 给您 这款 已经 什么 请问 退款 安排 退货 时候 显示'.split(
    ' ',
  ),
);

/** Text as search compares it: compatibility forms unified, lower case, runs of white space one space. */
export const normalise = (text: string): string =>
  text
    .replace(/\p{Cs}/gu, '\uFFFD')
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('ς', 'σ')
    .replace(/\s+/gu, ' ');

/** What stands between words. */
const MARKS = /[\p{P}\p{C}~]+/u;
const SPACES = /\p{Z}+/u;

const grams = (text: string, size: number): string[] => {
  const characters = Array.from(text);
  const last = Math.max(0, characters.length - size + 1);
  return characters.slice(0, last).map((_, start) => characters.slice(start, start + size).join(''));
};

/** Four neighbours in a run of digits and Latin letters: three do not tell one order number from another. */
const runGrams = (text: string): string[] => (text.match(/[0-9a-z]{4,}/gu) ?? []).flatMap((run) => grams(run, 4));

const isOfRun = (gram: string): boolean => /^[0-9a-z]{3}$/u.test(gram);

/**
 * The terms by which a text is found whatever script a phrase is in, before they are blinded: one to three neighbouring characters,
 * and four in numbers and Latin words. Four are neighbours across marks, two across marks and white space, three across neither.
 */
export function sharedTerms(text: string): string[] {
  const compared = simplified(normalise(text));
  const stretches = compared.split(SPACES).map((stretch) => stretch.split(MARKS));
  const words = stretches.flat();
  return [
    ...new Set([
      ...stretches.flatMap((parts) => runGrams(parts.join(''))),
      ...words.flatMap((word) => grams(word, 3)).filter((gram) => !isOfRun(gram)),
      ...grams(words.join(''), 2).filter((pair) => !COMMONEST_PAIRS.has(pair)),
      ...grams(compared, 1).filter((character) => !COMMONEST.has(character)),
    ]),
  ];
}

/** Every term of a text: the shared ones, and its traditional characters, which few messages have. */
export const textTerms = (text: string): string[] => [
  ...new Set([...sharedTerms(text), ...grams(normalise(text), 1).filter((one) => simplified(one) !== one)]),
];

/** The words of a message, by which it is found: those of its text, the name of a file, what a card shows. */
export function wordsOf(body: Body | SystemBody): string {
  if ('event' in body) return '';
  const { text, name, title, orderId } = body as { text?: string; name?: string; title?: string; orderId?: string };
  return [text, name, title, orderId].filter((part) => part !== undefined).join(' ');
}

/** The kinds of which there are so many that a term for them would find almost everything. */
const COMMON_KINDS = ['text', 'system'];

/** The term by which messages of a rarer kind are found; the prefix keeps it apart from text. */
export const kindTerms = (kind: string): string[] => (COMMON_KINDS.includes(kind) ? [] : [`kind=${kind}`]);
