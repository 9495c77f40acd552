import { normalise } from './search-terms';

/** What a customer is found by, as staff know it. */
export type Known = { id: string; name: string; remark?: string; phone?: string; tags: readonly string[] };

/** Fewer last digits of a telephone number name nobody. */
const FEWEST_DIGITS = 4;

const MOST_DIGITS = 11;

/** What is hashed for customers is never equal to what is hashed for messages. */
const word = (gram: string): string => `who~${gram}`;
const tail = (digits: string): string => `tail~${digits}`;

const digitsOf = (text: string): string => normalise(text).replace(/\D/g, '');

function grams(text: string, size: number): string[] {
  const characters = Array.from(normalise(text).trim());
  return characters
    .slice(0, Math.max(0, characters.length - size + 1))
    .map((_, start) => characters.slice(start, start + size).join(''));
}

const tailsOf = (phone: string): string[] => {
  const digits = digitsOf(phone).slice(-MOST_DIGITS);
  return Array.from({ length: Math.max(0, digits.length - FEWEST_DIGITS + 1) }, (_, start) => digits.slice(start));
};

/** Every term a customer is found by, before they are blinded. */
export function customerTerms({ name, remark = '', phone = '', tags }: Known): string[] {
  const words = [name, remark, ...tags].flatMap((text) => [1, 2, 3].flatMap((size) => grams(text, size)));
  return [...new Set([...words.map(word), ...tailsOf(phone).map(tail)])];
}

/** The terms of all that contains a keyword: as part of a name, a remark or a tag. */
export function wordTerms(keyword: string): string[] {
  const size = Math.min(3, Array.from(normalise(keyword).trim()).length);
  return [...new Set(grams(keyword, size))].map(word);
}

/** The term of the last digits of a telephone number, if a keyword can be that. */
export function tailTerm(keyword: string): string | undefined {
  const digits = digitsOf(keyword);
  const isNumber = /^[\d\s+()\p{Pd}]+$/u.test(normalise(keyword)) && digits.length >= FEWEST_DIGITS;
  return isNumber ? tail(digits.slice(-MOST_DIGITS)) : undefined;
}

/** Whether a keyword means this customer: the id, a part of name, remark or tag, or the last digits of the telephone number. */
export function isMeant(keyword: string, { id, name, remark = '', phone = '', tags }: Known): boolean {
  const part = normalise(keyword).trim();
  if (keyword === id || [name, remark, ...tags].some((text) => normalise(text).includes(part))) return true;
  return tailTerm(keyword) !== undefined && digitsOf(phone).endsWith(digitsOf(keyword).slice(-MOST_DIGITS));
}
