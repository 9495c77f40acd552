import type { Body, SystemBody } from '../protocol/documents';

/** Numbers by which a person could be reached, known or robbed, and how all but their ends are hidden. */

/** Neighbouring digits, of either width; the last of an identity number may be an X. */
const RUN = /[0-9０-９]+[xXｘＸ]?/g;

/** What may stand between the parts of one number. */
const BETWEEN = /^[^\S\r\n]*[\p{Pd}.()（）\u200b]?[^\S\r\n]*$/u;

/** The longest number there is to hide, in digits; those of a telephone with its country's code are shorter. */
const MOST_DIGITS = 19;

const LAST_SHOWN = 4;

type Run = { start: number; end: number; digits: string };

/** What could be one number: its digits in parts, as they were written. */
type Candidate = { digits: string; parts: string[]; hasPlus: boolean };

const runsOf = (text: string): Run[] =>
  [...text.matchAll(RUN)].map(({ 0: run, index: start }) => ({
    start,
    end: start + run.length,
    digits: run.normalize('NFKC').toLowerCase(),
  }));

const MOBILE = /^(?:(?:00)?86)?1[3-9]\d{9}$/;
const LANDLINE = /^0(?:(?:10|2\d)[2-9]\d{7}|[3-9]\d\d[2-9]\d{6,7})$/;
const ABROAD = /^[1-9]\d{9,14}$/;

/** A list of prices or quantities is no telephone number: the parts of one are longer, or single digits. */
function isInParts(parts: string[]): boolean {
  const own = /^(?:00)?86$/.test(parts[0] ?? '') ? parts.slice(1) : parts;
  return own.every(({ length }) => length >= 3) || own.every(({ length }) => length === 1);
}

const isPhone = ({ digits, parts, hasPlus }: Candidate): boolean =>
  ((MOBILE.test(digits) || LANDLINE.test(digits)) && isInParts(parts)) || (hasPlus && ABROAD.test(digits));

const PROVINCE = '(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])';
const DAY_OF_YEAR = '(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])';
const IDENTITY = new RegExp(
  `^${PROVINCE}\\d{4}(?:(?:19|20)\\d{2}${DAY_OF_YEAR}\\d{3}[\\dx]|\\d{2}${DAY_OF_YEAR}\\d{3})$`,
);

const isIdentity = ({ digits, parts }: Candidate): boolean => IDENTITY.test(digits) && isInParts(parts);

/** The last digit of a card's number checks the others (Luhn). */
function isChecked(digits: string): boolean {
  const sum = Array.from(digits)
    .reverse()
    .reduce((total, character, place) => {
      const digit = Number(character) * (1 + (place % 2));
      return total + (digit > 9 ? digit - 9 : digit);
    }, 0);
  return sum % 10 === 0;
}

const isCard = ({ digits, parts }: Candidate): boolean =>
  /^[3-69]\d{14,18}$/.test(digits) && isInParts(parts) && isChecked(digits);

/** How many of a number's first digits are shown; undefined when it is nothing to hide. */
function firstShown({ digits, ...rest }: Candidate): number | undefined {
  const withoutX = { ...rest, digits: digits.replace('x', '') };
  if (isPhone(withoutX)) return withoutX.digits.length - 2 * LAST_SHOWN;
  return isIdentity({ ...rest, digits }) || isCard(withoutX) ? LAST_SHOWN - 1 : undefined;
}

const isNext = (text: string, before: Run, run: Run): boolean =>
  !before.digits.endsWith('x') && BETWEEN.test(text.slice(before.end, run.start));

/** The runs from one on that may belong to the same number. */
function joined(text: string, runs: Run[], first: number): Run[] {
  const chain: Run[] = [];
  let digits = 0;
  for (const run of runs.slice(first)) {
    const before = chain.at(-1);
    digits += run.digits.length;
    if (before && (digits > MOST_DIGITS || !isNext(text, before, run))) break;
    chain.push(run);
  }
  return chain;
}

const candidateOf = (text: string, chain: Run[]): Candidate => ({
  digits: chain.map(({ digits }) => digits).join(''),
  parts: chain.map(({ digits }) => digits.replace('x', '')),
  hasPlus: /[+＋]$/.test(text.slice(0, chain[0]?.start)),
});

/** A number without its middle; what stands between the digits stays. */
function hidden(number: string, first: number): string {
  const count = Array.from(number).filter(isDigit).length;
  let place = 0;
  return Array.from(number)
    .map((character) => {
      if (!isDigit(character)) return character;
      place += 1;
      return place > first && place <= count - LAST_SHOWN ? '*' : character;
    })
    .join('');
}

const isDigit = (character: string): boolean => /[0-9０-９xXｘＸ]/.test(character);

/** The longest number that begins with a run and has to be hidden: how many runs it has, and itself masked. */
function numberAt(text: string, runs: Run[], first: number): { runs: number; shown: string } | undefined {
  const chain = joined(text, runs, first);
  for (let count = chain.length; count > 0; count -= 1) {
    const part = chain.slice(0, count);
    const shown = firstShown(candidateOf(text, part));
    if (shown !== undefined) return { runs: count, shown: hidden(text.slice(part[0]?.start, part.at(-1)?.end), shown) };
  }
  return undefined;
}

/**
 * The text with the middle of telephone, identity and card numbers hidden by as many `*`: no character moves, and everything else
 * stays.
 */
export function masked(text: string): string {
  const runs = runsOf(text);
  const pieces: string[] = [];
  let from = 0;
  for (let index = 0; index < runs.length;) {
    const start = runs[index]?.start ?? 0;
    const number = numberAt(text, runs, index);
    if (number) {
      pieces.push(text.slice(from, start), number.shown);
      from = start + number.shown.length;
    }
    index += number?.runs ?? 1;
  }
  return [...pieces, text.slice(from)].join('');
}

/** What of a body people have written or read as words; addresses of files and pages are none. */
const WORDS = new Set(['text', 'name', 'title', 'product']);

const maskedWords = (part: object): object =>
  Object.fromEntries(
    Object.entries(part).map(([name, value]: [string, unknown]) => [
      name,
      WORDS.has(name) && typeof value === 'string' ? masked(value) : value,
    ]),
  );

/** A body in whose words the numbers are hidden; the same one when there are none. */
export function maskedBody<B extends Body | SystemBody>(body: B): B {
  const hidden = maskedWords(body) as B & { lines?: object[] };
  const shown = hidden.lines ? { ...hidden, lines: hidden.lines.map(maskedWords) } : hidden;
  return JSON.stringify(shown) === JSON.stringify(body) ? body : shown;
}
