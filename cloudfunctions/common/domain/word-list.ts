/** Text as it is compared with the list: compatibility forms unified, lower case, without what cannot be seen. */
const readable = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\p{Cf}|\p{Mn}/gu, '');

/** Only letters and digits: what is put between them to hide a word is left out. */
const squeezed = (text: string): string => text.replace(/[^\p{L}\p{N}]+/gu, '');

/** Words of letters that are written with spaces between words; within other words they mean nothing. */
const isSpaced = (word: string): boolean => /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{N}]+$/u.test(word);

/** The words of a text, each with a space on both sides. */
const spaced = (text: string): string => ` ${text.replace(/[^\p{L}\p{N}]+/gu, ' ')} `;

function holds(text: string, word: string): boolean {
  const letters = squeezed(word);
  if (letters === '') return word.trim() !== '' && text.includes(word.trim());
  if (isSpaced(letters)) return spaced(text).includes(spaced(word).replace(/ +/g, ' '));
  return squeezed(text).includes(letters);
}

/** Whether a text holds one of the listed words, however they are spelt: in full-width forms, in capitals, with signs between. */
export function holdsWord(text: string, words: readonly string[]): boolean {
  const read = readable(text);
  return words.some((word) => holds(read, readable(word)));
}
