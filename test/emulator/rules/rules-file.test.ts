import { expect, test } from '@jest/globals';
import { array, assert, integer, nat, property, string } from 'fast-check';
import { errorPosition } from '../../../scripts/emulator/rules/json-position';
import { parseRules } from '../../../scripts/emulator/rules/rules-file';

test.each([
  ['an expression without quotes', '{\n "feed": {\n  "read": doc.to == auth.openid\n }\n}', 3],
  ['a comma too many', '{\n "feed": {\n  "read": true,\n }\n}', 4],
  ['a comma missing', '{\n "feed": true\n "notes": true\n}', 3],
  ['a misspelt word', '{\n "feed": {\n  "read": ture }\n}', 3],
  ['a line break in a rule', '{\n "feed": {\n  "read": "doc.to ==\n auth.openid" }\n}', 3],
  ['a comment', '{\n // all\n "feed": true\n}', 2],
  ['nothing', '', 1],
  ['an end too early', '{\n "feed": {\n', 3],
  ['something after the end', '{}\n}', 2],
  ['a flawed expression', '{\n "feed": {\n  "read": true,\n  "write": "doc.to ="\n }\n}', 4],
])('%s is reported with its line', (_, text, line) => {
  expect(() => parseRules(text)).toThrow(`security rules, line ${line}: `);
});

test('whatever foreign character stands in JSON, its place is found', () => {
  const value = array(integer(), { minLength: 1 });
  assert(
    property(value, nat(), string(), (numbers, at, rest) => {
      const text = JSON.stringify(numbers, null, 1);
      const place = at % text.length;
      expect(errorPosition(`${text.slice(0, place)}?${text.slice(place)}${rest}`)).toBe(place);
    }),
  );
});
