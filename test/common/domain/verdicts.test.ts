import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { nextCheck, NEVER } from '../../../cloudfunctions/common/domain/checks';
import { gravest, needsVerdict, partsOf, verdictOf, withheldBy } from '../../../cloudfunctions/common/domain/verdicts';
import type { FileVerdict, Kind, Withheld } from '../../../cloudfunctions/common/protocol/documents';
import { MEDIA_VERDICT_MS } from '../../../cloudfunctions/common/protocol/limits';

const moderation = (given = {}) => ({ isOn: true, words: ['假货'], onFailure: 'deliver' as const, ...given });

test.each<[string, { kind?: Kind; words?: string; isStaff?: boolean }, object, boolean]>([
  ['a customer’s text', { words: '你好' }, {}, true],
  ['a customer’s picture', { kind: 'image' }, {}, true],
  ['a customer’s voice', { kind: 'voice' }, {}, true],
  ['a customer’s video', { kind: 'video' }, {}, false],
  ['the name of a customer’s file', { kind: 'file', words: 'a.pdf' }, {}, true],
  ['an agent’s text', { words: '你好', isStaff: true }, {}, false],
  ['an agent’s text with a listed word', { words: '没有假货', isStaff: true }, {}, true],
  ['an agent’s picture', { kind: 'image', isStaff: true }, {}, false],
  ['anything while moderation is off', { words: '假货' }, { isOn: false }, false],
])('%s', (_, said, given, isNeeded) =>
  expect(needsVerdict({ kind: 'text', words: '', isStaff: false, ...said }, moderation(given))).toBe(isNeeded),
);

test.each<[FileVerdict, 'deliver' | 'withhold', Withheld | undefined]>([
  ['pass', 'deliver', undefined],
  ['pass', 'withhold', undefined],
  ['risky', 'deliver', 'risky'],
  ['risky', 'withhold', 'risky'],
  ['review', 'deliver', 'unchecked'],
  ['review', 'withhold', 'unchecked'],
  ['failed', 'deliver', undefined],
  ['failed', 'withhold', 'unchecked'],
])('%s, when what cannot be judged is to %s: %s', (verdict, onFailure, withheld) =>
  expect(withheldBy(verdict, onFailure)).toBe(withheld),
);

test.each<[string, (FileVerdict | undefined)[], FileVerdict | undefined]>([
  ['nothing asked', [], undefined],
  ['one that is waited for', [undefined], undefined],
  ['one that is waited for, others good', ['pass', undefined], undefined],
  ['one risky, whatever the others are', ['risky', undefined], 'risky'],
  ['all good', ['pass', 'pass'], 'pass'],
  ['one to look at', ['pass', 'review'], 'review'],
  ['one that could not be judged', ['pass', 'failed'], 'failed'],
  ['the graver of two', ['failed', 'review'], 'review'],
])('files: %s', (_, verdicts, want) =>
  expect(verdictOf(verdicts.map((verdict) => (verdict === undefined ? {} : { verdict })))).toBe(want),
);

test('of no verdicts the best is taken', () => expect(gravest([])).toBe('pass'));

test('every part can be judged, nothing is left out, and no word of 50 characters falls between two', () => {
  const character = fc.constantFrom('字', 'a', '😀', '\n');
  fc.assert(
    fc.property(fc.array(character, { maxLength: 2000 }), fc.nat(1949), (characters, at) => {
      const text = characters.join('');
      const parts = partsOf(text);
      for (const part of parts) expect(part.length).toBeLessThanOrEqual(2500);
      const word = characters.slice(at, at + 50).join('');
      expect(parts.some((part) => part.includes(word))).toBe(true);
      expect(parts.length).toBeLessThanOrEqual(2);
    }),
    { numRuns: 300 },
  );
});

test.each([
  ['nothing waits', { status: 'active' }, NEVER],
  ['in the queue', { status: 'queued' }, 31_000],
  [
    'a picture waits for its verdict',
    { status: 'active', checking: [{ messageId: 'm', sentAt: 500 }] },
    500 + MEDIA_VERDICT_MS,
  ],
  [
    'the older of two',
    {
      status: 'closed',
      checking: [
        { messageId: 'm', sentAt: 900 },
        { messageId: 'n', sentAt: 400 },
      ],
    },
    400 + MEDIA_VERDICT_MS,
  ],
  ['one that waited too long', { status: 'active', checking: [{ messageId: 'm', sentAt: -MEDIA_VERDICT_MS }] }, 61_000],
  ['in the queue, with a picture', { status: 'queued', checking: [{ messageId: 'm', sentAt: 500 }] }, 31_000],
] as const)('looked at next: %s', (_, { status, ...rest }, want) => {
  const checking = 'checking' in rest ? [...rest.checking] : undefined;
  expect(nextCheck({ status, lastAt: -10_000, ...(checking && { checking }) }, 1000)).toBe(want);
});
