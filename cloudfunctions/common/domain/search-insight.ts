import type { Insight } from '../protocol/search';
import { dayAt } from './calendar';
import { normalise } from './search-terms';
import { phrasesOf, type Wanted } from './search-text';

/** What insight needs of a message found. */
export type Found = { sentAt: number; words: string; product?: string | undefined };

/** Words that stand in every other message and say nothing of what it is about. */
const FILLERS = new Set(
  '我们 你们 他们 您好 你好 可以 一下 这个 那个 这边 那边 什么 怎么 没有 不是 就是 还是 是不是 有没有 现在 已经 因为 所以 但是 如果 或者 这样 那样 这里 那里 一个 一直 不会 不能 可能 需要 知道 the and for you with that this are not have'.split(
    ' ',
  ),
);

/** Terms told of one part of a search. */
const MOST_TERMS = 50;

/** What the messages found have in common. */
export function insightOf(
  found: readonly Found[],
  wanted: Wanted,
): Omit<Insight, 'cursor' | 'reachedAt' | 'unverifiable'> {
  return {
    hits: found.length,
    days: counted(found.map(({ sentAt }) => dayAt(sentAt)))
      .map(([day, hits]) => ({ day, hits }))
      .sort((a, b) => (a.day < b.day ? -1 : 1)),
    terms: counted(found.flatMap(({ words }) => termsBeside(words, wanted)))
      .slice(0, MOST_TERMS)
      .map(([term, hits]) => ({ term, hits })),
    products: counted(found.flatMap(({ product }) => product ?? [])).map(([name, hits]) => ({ name, hits })),
  };
}

/** Each with how often it is there, the most frequent first. */
function counted(values: readonly string[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]);
}

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });

/** The words of a message that say what else it is about. Numbers are left out: they may be somebody's. */
function termsBeside(words: string, wanted: Wanted): string[] {
  const phrases = phrasesOf(wanted).map(normalise);
  const said = [...segmenter.segment(normalise(words))]
    .filter(({ isWordLike }) => isWordLike)
    .map(({ segment }) => segment);
  const isTold = (term: string) => !phrases.some((phrase) => phrase.includes(term) || term.includes(phrase));
  return [...new Set(said)].filter((term) => /^\P{N}{2,}$/u.test(term) && !FILLERS.has(term) && isTold(term));
}
