import table from './simplified.json';

/** Character by character, from OpenCC's TSCharacters (Apache License 2.0), as far as both are single UTF-16 units. */
const simpleOf = new Map(
  Array.from(table.traditional, (character, index) => [character, table.simplified[index] ?? '']),
);

const traditional = new RegExp(`[${table.traditional}]`, 'gu');

/** Text in simplified characters. It keeps its length, so that places in it stay places. */
export const simplified = (text: string): string =>
  text.replace(traditional, (character) => simpleOf.get(character) ?? character);
