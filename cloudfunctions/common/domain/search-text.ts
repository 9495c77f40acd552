import { simplified } from './simplified';
import { normalise } from './search-terms';

/** What has to stand in the words of one message. */
export type Wanted = {
  text?: string | undefined;
  also?: string[] | undefined;
  anyScript?: boolean | undefined;
};

/** A stretch of a text, in UTF-16 units, end exclusive. */
export type Mark = [start: number, end: number];

/** All phrases that are wanted. */
export const phrasesOf = ({ text, also = [] }: Wanted): string[] => (text === undefined ? also : [text, ...also]);

/** Text as phrases are compared with it. */
const comparison = ({ anyScript }: Wanted): ((text: string) => string) =>
  anyScript ? (text) => simplified(normalise(text)) : normalise;

/** Decides of the words of a message whether every phrase stands in them, letter by letter. */
export function matcherOf(wanted: Wanted): (words: string) => boolean {
  const compare = comparison(wanted);
  const phrases = phrasesOf(wanted).map(compare);
  if (phrases.length === 0) return () => true;
  return (words) => {
    const compared = compare(words);
    return phrases.every((phrase) => compared.includes(phrase));
  };
}

/** Where the phrases stand in the words, from left to right and without overlaps. */
export function marksIn(words: string, wanted: Wanted): Mark[] {
  const phrases = phrasesOf(wanted);
  if (phrases.length === 0) return [];
  const compare = comparison(wanted);
  const { compared, origins } = aligned(words, compare);
  const found = phrases.flatMap((phrase) => placesOf(compare(phrase), compared));
  return joined(found.map(([start, end]) => [origins[start]?.[0] ?? 0, origins[end - 1]?.[1] ?? words.length]));
}

const segmenter = new Intl.Segmenter('zh', { granularity: 'grapheme' });

/** The compared form, put together letter by letter, and for each of its units the stretch of the original that it comes from. */
function aligned(words: string, compare: (text: string) => string): { compared: string; origins: Mark[] } {
  let compared = '';
  const origins: Mark[] = [];
  for (const { segment, index } of segmenter.segment(words)) {
    const letter = compare(segment);
    const added = compared.endsWith(' ') ? letter.replace(/^ /, '') : letter;
    compared += added;
    for (let unit = 0; unit < added.length; unit += 1) origins.push([index, index + segment.length]);
  }
  return { compared, origins };
}

function placesOf(phrase: string, text: string): Mark[] {
  const places: Mark[] = [];
  for (let at = text.indexOf(phrase); at !== -1; at = text.indexOf(phrase, at + phrase.length)) {
    places.push([at, at + phrase.length]);
  }
  return places;
}

function joined(marks: Mark[]): Mark[] {
  const sorted = marks.toSorted((a, b) => a[0] - b[0]);
  return sorted.reduce<Mark[]>((before, [start, end]) => {
    const last = before.at(-1);
    if (!last || start > last[1]) return [...before, [start, end]];
    return [...before.slice(0, -1), [last[0], Math.max(last[1], end)]];
  }, []);
}

/** About two lines on a phone. */
const EXCERPT_LENGTH = 120;
const LEAD_LENGTH = 30;

/** The part of a text around the first mark, with the marks as they stand there. */
export function excerptOf(text: string, marks: Mark[]): { text: string; marks: Mark[] } {
  if (text.length <= EXCERPT_LENGTH) return { text, marks };
  const wanted = Math.max(0, Math.min((marks[0]?.[0] ?? 0) - LEAD_LENGTH, text.length - EXCERPT_LENGTH + 2));
  const start = wholeAt(text, wanted);
  const isRest = text.length - start < EXCERPT_LENGTH;
  const end = isRest ? text.length : wholeAt(text, start + EXCERPT_LENGTH - 2);
  const before = start > 0 ? '…' : '';
  const shift = before.length - start;
  return {
    text: `${before}${text.slice(start, end)}${isRest ? '' : '…'}`,
    marks: marks.flatMap((mark) => within(mark, start, end)).map(([from, to]) => [from + shift, to + shift]),
  };
}

const within = ([start, end]: Mark, first: number, last: number): Mark[] =>
  start < last && end > first ? [[Math.max(start, first), Math.min(end, last)]] : [];

/** A place that cuts no character in half. */
const wholeAt = (text: string, place: number): number =>
  /[\uDC00-\uDFFF]/.test(text.charAt(place)) ? place - 1 : place;
