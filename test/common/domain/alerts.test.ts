import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { alertData, robotText } from '../../../cloudfunctions/common/domain/alert-texts';
import {
  dueAlerts,
  isUrgent,
  mayAlert,
  mayCallOut,
  nextSilence,
  ON_CALL,
  SILENT_MS,
} from '../../../cloudfunctions/common/domain/alerts';
import type { ConversationDocument } from '../../../cloudfunctions/common/protocol/documents';
import { aConversation, anEntry } from '../../support/documents';

const NOON = 12 * 3_600_000;
const always = { utcOffsetMinutes: 0 };

/** The agent said something at noon, seq 1. */
const asked = (given: Partial<ConversationDocument> = {}) =>
  aConversation({ recent: [anEntry({ by: 'agent', sentAt: NOON })], ...given });

const to = (
  chat: ConversationDocument,
  now = NOON,
  quiet: Parameters<typeof dueAlerts>[1] = always,
  hidden?: Set<string>,
) => dueAlerts(chat, quiet, now, hidden).map(({ person, seq }) => `${person.to}:${seq}`);

const later = NOON + SILENT_MS;

test.each<[name: string, want: string[], got: () => string[]]>([
  ['who is there is not alerted', [], () => to(asked({ here: { customer: NOON } }), later)],
  ['who has left is, at once', ['customer:1'], () => to(asked({ here: { customer: -5 } }))],
  ['of nothing but what they have not read', [], () => to(asked({ here: { customer: -5 }, reads: { customer: 1 } }))],
  [
    'not of what they said themselves',
    [],
    () => to(asked({ here: { agent: -5 } }), later + 1e9).filter((one) => one.startsWith('agent')),
  ],
  ['once', [], () => to(asked({ here: { customer: -5 }, alerted: { customer: 1 } }))],
  [
    'again after reading what they were alerted of',
    ['customer:2'],
    () =>
      to(
        asked({
          recent: [anEntry({ by: 'agent' }), anEntry({ by: 'agent' })],
          here: { customer: -5 },
          alerted: { customer: 1 },
          reads: { customer: 1 },
        }),
      ),
  ],
  [
    'not before',
    [],
    () =>
      to(
        asked({
          recent: [anEntry({ by: 'agent' }), anEntry({ by: 'agent' })],
          here: { customer: -5 },
          alerted: { customer: 1 },
        }),
      ),
  ],
  [
    'not of system messages',
    [],
    () => to(asked({ recent: [anEntry({ by: 'system', kind: 'system' })], here: { customer: -5 } })),
  ],
  [
    'not when they want no alerts',
    [],
    () => to(asked({ here: { customer: -5 }, marks: { customer: { muted: true } } })),
  ],
  [
    'a pinned conversation alerts',
    ['customer:1'],
    () => to(asked({ here: { customer: -5 }, marks: { customer: { pinned: true } } })),
  ],
  ['not of what is withheld', [], () => to(asked({ here: { customer: -5 } }), NOON, always, new Set(['m1']))],
  ['not of notes', [], () => to(asked({ status: 'staff', here: { customer: -5 } }))],
  ['not who is no reader any more', [], () => to(asked({ readers: ['agent'], here: { customer: -5 } }))],
  ['a silent phone is not away yet', [], () => to(asked({ here: { customer: 1 } }), later - 1)],
  ['a silent phone is away after a while', ['customer:1'], () => to(asked({ here: { customer: 1 } }), later)],
  ['one that nothing is known of, too', ['customer:1'], () => to(asked(), later)],
  ['not one that has received it', [], () => to(asked({ delivered: { customer: 1 } }), later)],
  [
    'one that has received only what was before',
    ['customer:1'],
    () => to(asked({ delivered: { customer: 0 } }), later),
  ],
  [
    'one that has received it and was left',
    ['customer:1'],
    () => to(asked({ delivered: { customer: 1 }, here: { customer: -5 } })),
  ],
])('%s', (_, want, got) => {
  expect(got()).toEqual(want);
});

describe('quiet hours', () => {
  const both = aConversation({
    recent: [anEntry({ by: 'agent' }), anEntry({ by: 'customer' })],
    here: { customer: -1, agent: -1 },
  });

  test.each([
    ['12:00', '13:00', ['customer:1']],
    ['11:00', '12:00', ['customer:1', 'agent:2']],
    ['22:00', '12:01', ['customer:1']],
    ['13:00', '11:00', ['customer:1', 'agent:2']],
  ])('from %s to %s, at noon', (from, until, want) => {
    expect(to(both, NOON, { ...always, quiet: { from, to: until } })).toEqual(want);
  });
});

test.each<[name: string, want: boolean, chat: Partial<ConversationDocument>, sender: string]>([
  ['both are there', false, { here: { customer: 1, agent: 1 } }, 'customer'],
  ['nothing is known of either', false, {}, 'customer'],
  ['the other has left', true, { here: { customer: -1 } }, 'agent'],
  ['only the sender was away', false, { here: { agent: -1 } }, 'agent'],
  ['a customer asks and nobody has come', true, { readers: ['customer'] }, 'customer'],
  ['a note', false, { status: 'staff', here: { customer: -1 } }, 'agent'],
])('worth a look when %s: %s', (_, want, chat, sender) => {
  expect(mayAlert(asked(chat), sender)).toBe(want);
});

test.each<[name: string, want: boolean, chat: Partial<ConversationDocument>]>([
  ['nobody has come', true, { readers: ['customer'] }],
  ['the agent has left', true, { here: { agent: -1 } }],
  ['the agent is there', false, { here: { agent: 1 } }],
  ['they were called before', false, { readers: ['customer'], alerted: { [ON_CALL]: 1 } }],
  [
    'they were called, and somebody has read since',
    true,
    { here: { agent: -1 }, alerted: { [ON_CALL]: 1 }, reads: { agent: 1 } },
  ],
  [
    'only the customer has read since',
    false,
    { readers: ['customer'], alerted: { [ON_CALL]: 1 }, reads: { customer: 1 } },
  ],
])('those on call are told when %s: %s', (_, want, chat) => {
  expect(mayCallOut(asked(chat))).toBe(want);
});

test.each([
  ['请加急处理！', ['加急'], true],
  ['ＵＲＧＥＮＴ　please', ['urgent please'], true],
  ['不急', ['加急'], false],
  ['什么都没有', [], false],
])('%s, by %j: %s', (text, words, want) => {
  expect(isUrgent(text, words)).toBe(want);
});

const address = fc.constantFrom('customer', 'agent');
const anyChat = fc
  .record({
    entries: fc.array(fc.record({ by: address, sentAt: fc.integer({ min: 0, max: 100_000 }) }), { maxLength: 6 }),
    here: fc.dictionary(address, fc.integer({ min: -1000, max: 100_000 })),
    reads: fc.dictionary(address, fc.integer({ min: 0, max: 6 })),
    delivered: fc.dictionary(address, fc.integer({ min: 0, max: 6 })),
    alerted: fc.dictionary(address, fc.integer({ min: 0, max: 6 })),
  })
  .map(({ entries, ...rest }) => {
    const recent = entries.map(({ by, sentAt }, index) => anEntry({ _id: `m${index}`, by, sentAt }));
    return aConversation({ recent, ...rest });
  });
const moment = fc.integer({ min: 0, max: 200_000 });

describe('of any conversation', () => {
  test('whoever is alerted has something of another to read, and once alerted is not again', () => {
    fc.assert(
      fc.property(anyChat, moment, (chat, now) => {
        for (const { person, seq } of dueAlerts(chat, always, now)) {
          expect(seq).toBeGreaterThan(chat.reads[person.to] ?? 0);
          expect(chat.recent[seq - 1]?.by).not.toBe(person.to);
          const alerted = { ...chat.alerted, [person.to]: seq };
          expect(to({ ...chat, alerted }, now + 1e9).filter((one) => one.startsWith(person.to))).toEqual([]);
        }
      }),
    );
  });

  test('the sweep that comes back when it should misses nobody', () => {
    fc.assert(
      fc.property(anyChat, moment, (chat, now) => {
        let last = now;
        for (let next = nextSilence(chat, now); next !== undefined; next = nextSilence(chat, next)) {
          expect(next).toBeGreaterThan(last);
          last = next;
        }
        expect(to(chat, last)).toEqual(to(chat, last + 1e9));
      }),
    );
  });
});

const facts = {
  now: Date.UTC(2026, 0, 31, 1, 5),
  utcOffsetMinutes: 480,
  agentName: '名字很长的客服小姐姐一二三四五六七八九十',
};

test('a template says what was written for it, cut to what WeChat prints, or something usual', () => {
  const texts = { known: { thing1: '{agent} 回复了您', name2: '{agent}', time3: '{time}' } };
  expect(alertData(texts, 'known', 'customer', facts)).toEqual({
    thing1: { value: '名字很长的客服小姐姐一二三四五六七八九十'.slice(0, 20) },
    name2: { value: '名字很长的客服小姐姐' },
    time3: { value: '2026-01-31 09:05' },
  });
  expect(alertData(texts, 'other', 'agent', facts)).toEqual({
    thing1: { value: '有客户在等待您的回复' },
    time2: { value: '2026-01-31 09:05' },
  });
  expect(alertData(texts, 'constructor', 'agent', facts)).toHaveProperty('thing1');
  expect(robotText(facts)).toContain('2026-01-31 09:05');
});
