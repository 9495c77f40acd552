import { PHRASE_LIMIT, PHRASES_LIMIT } from '../../cloudfunctions/common/protocol/limits';
import type { Conditions } from '../../cloudfunctions/common/protocol/search';

/** What stands in quotation marks, which may still be open at the end, or else everything up to the next white space. */
const PHRASE = /["“]([^"“”]+)(?:["”](?=\s|$)|$)|\S+/gu;

/** The phrases that were typed, as far as a search takes them: words with white space between them, and what is quoted. */
export function phrasesIn(typed: string): string[] {
  const phrases = [...typed.matchAll(PHRASE)].map(([word, quotation]) => fitting(quotation ?? word));
  return [...new Set(phrases)].filter((phrase) => phrase.trim() !== '').slice(0, PHRASES_LIMIT);
}

const fitting = (phrase: string): string => Array.from(phrase).slice(0, PHRASE_LIMIT).join('');

/** All phrases of a search. */
export const phrasesOf = ({ text, also = [] }: Conditions): string[] => (text ? [text, ...also] : also);

/** What one types to look for the phrases of a search. */
export const queryOf = (conditions: Conditions): string => phrasesOf(conditions).map(quoted).join(' ');

const quoted = (phrase: string): string => (/\s|^["“]/u.test(phrase) ? `"${phrase}"` : phrase);

export function withPhrases({ text: _, also: __, ...rest }: Conditions, phrases: readonly string[]): Conditions {
  const [text, ...also] = phrases;
  return { ...rest, ...(text !== undefined && { text }), ...(also.length > 0 && { also }) };
}

/** One more that the same message holds. */
export const withPhrase = (conditions: Conditions, phrase: string): Conditions =>
  withPhrases(conditions, [...phrasesOf(conditions).slice(0, PHRASES_LIMIT - 1), phrase]);

/** With what stands in the field; what was not typed anew stays as it is. */
export const asTyped = (conditions: Conditions, typed: string): Conditions =>
  typed === queryOf(conditions) ? conditions : withPhrases(conditions, phrasesIn(typed));
