import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readAssignmentRules } from '../../../cloudfunctions/common/domain/assignment-rules';
import { NEVER } from '../../../cloudfunctions/common/domain/checks';
import { dueSteps, nextDeadline, type Step } from '../../../cloudfunctions/common/domain/life';
import type { AgentDocument, ConversationDocument } from '../../../cloudfunctions/common/protocol/documents';
import { aConversation, anAgent, anEntry } from '../../support/documents';

const SECOND = 1000;
const MINUTE = 60_000;

const rulesWith = (timers: object = {}, skills: object[] = []) => readAssignmentRules({ timers, skills }).read;
const rules = rulesWith();

const tells = (sentAt: number) => anEntry({ _id: `tells-${sentAt}`, by: 'system', kind: 'system', sentAt });
const asks = (sentAt: number) => anEntry({ _id: `asks-${sentAt}`, by: 'customer', sentAt });
const answers = (sentAt: number) => anEntry({ _id: `answers-${sentAt}`, by: 'agent', sentAt });

/** Given to the agent at 0, who has looked at it; the customer asked at one second. */
const asked = (given: Partial<ConversationDocument> = {}) =>
  aConversation({ assignedAt: 0, recent: [tells(0), asks(SECOND)], reads: { agent: 1 }, ...given });

/** The agent has answered at one second. */
const answered = (given: Partial<ConversationDocument> = {}) =>
  aConversation({ assignedAt: 0, recent: [tells(0), answers(SECOND)], reads: { agent: 1 }, ...given });

const waiting = (given: Partial<ConversationDocument> = {}) => aConversation({ status: 'queued', ...given });
const offer = {
  id: 'o',
  to: { id: 'b', name: 'b', to: 'b' },
  by: { id: 'agent', name: '', to: 'agent' },
  at: 0,
  until: 9,
};

const passedOn = { by: offer.by, turn: 2, until: 9 };

type Case = [
  name: string,
  conversation: ConversationDocument,
  now: number,
  want: Step[],
  owner?: Partial<AgentDocument> | null,
];

const stepsOf = (conversation: ConversationDocument, now: number, owner?: Partial<AgentDocument> | null) =>
  dueSteps(conversation, owner === null ? undefined : anAgent(owner), rules, now);

describe('what is due', () => {
  test.each<Case>([
    ['nothing while the customer is served in time', asked(), 5 * MINUTE, []],
    ['a reminder, counted from the question', asked(), 5 * MINUTE + SECOND, ['remind']],
    ['no second one', asked({ chased: { since: SECOND, stage: 'reminded' } }), 6 * MINUTE, []],
    ['one for each wait', asked({ chased: { since: 0, stage: 'lead' } }), 6 * MINUTE, ['remind']],
    ['the leads hear of it', asked({ chased: { since: SECOND, stage: 'reminded' } }), 11 * MINUTE, ['lead']],
    ['once', asked({ chased: { since: SECOND, stage: 'lead' } }), 14 * MINUTE, []],
    ['then somebody else gets it', asked({ chased: { since: SECOND, stage: 'lead' } }), 16 * MINUTE, ['reassign']],
    ['what comes first after a long sleep', asked(), 16 * MINUTE, ['reassign', 'remind', 'lead']],
    ['the next agent has as long', asked({ assignedAt: 14 * MINUTE }), 16 * MINUTE, []],
    ['an answer ends it', answered(), 16 * MINUTE, []],
    ['who never looked loses it sooner', asked({ reads: {} }), 5 * MINUTE + SECOND, ['ack', 'remind']],
    ['not while nobody asks anything', aConversation({ recent: [tells(0)] }), 6 * MINUTE, []],
    [
      'who goes off duty leaves nobody waiting',
      asked(),
      5 * MINUTE + SECOND,
      ['requeueAbsent', 'remind'],
      { presence: 'offline' },
    ],
    ['not at once', asked(), 4 * MINUTE, [], { presence: 'offline' }],
    ['whose phone died neither', asked(), 5 * MINUTE + SECOND, ['requeueAbsent', 'remind'], { leaseUntil: MINUTE }],
    [
      'nor when they had said they were busy',
      asked(),
      5 * MINUTE + SECOND,
      ['requeueAbsent', 'remind'],
      { leaseUntil: MINUTE, presence: 'busy' },
    ],
    [
      'who can be alerted has longer',
      asked(),
      5 * MINUTE + SECOND,
      ['remind'],
      { leaseUntil: MINUTE, canBeAlerted: true },
    ],
    [
      'who is no longer on the team does not',
      asked(),
      5 * MINUTE + SECOND,
      ['requeueAbsent', 'remind'],
      { deactivatedAt: 1 },
    ],
    ['an owner who is unknown does not', asked(), 5 * MINUTE + SECOND, ['requeueAbsent', 'remind'], null],
    ['a silent customer is asked', answered(), 60 * MINUTE + SECOND, ['idleRemind']],
    ['once', answered({ idleAt: 61 * MINUTE }), 100 * MINUTE, []],
    ['again after the next silence', answered({ idleAt: 0 }), 61 * MINUTE, ['idleRemind']],
    ['and has the time that was said', answered({ idleAt: 100 * MINUTE }), 1479 * MINUTE, []],
    ['then it ends', answered({ idleAt: 100 * MINUTE }), 1480 * MINUTE, ['idleClose']],
    ['not before the owner comes back to it', answered({ remindAt: 2000 * MINUTE }), 1990 * MINUTE, []],
    ['the owner is reminded of it', answered({ remindAt: 2000 * MINUTE }), 2000 * MINUTE, ['followUp']],
    ['once', answered({ remindAt: 2000 * MINUTE, remindedAt: 2000 * MINUTE }), 2001 * MINUTE, []],
    ['an offer nobody answers', answered({ offer }), 9, ['offerOver']],
    ['an offer that has time', answered({ offer }), 8, []],
    ['what a skill has not taken up', waiting({ turn: 2, passedOn }), 9, ['transferBack']],
    ['what somebody has taken up since', waiting({ turn: 3, passedOn }), 9, []],
    ['a long wait', waiting(), 10 * MINUTE, ['longWait']],
    ['of which the leads know', waiting({ chased: { since: 0, stage: 'lead' } }), 11 * MINUTE, []],
    ['on hold, the customer speaks', asked({ status: 'onhold' }), 0, ['resume']],
    ['on hold, nobody does', aConversation({ status: 'onhold' }), 9e9, []],
    ['on hold, the owner comes back', aConversation({ status: 'onhold', remindAt: 9 }), 9, ['followUp']],
    ['who chose nothing', aConversation({ status: 'bot' }), 1440 * MINUTE, ['idleClose']],
    ['what has ended', asked({ status: 'closed', offer, remindAt: 1 }), 9e9, []],
    ['notes', asked({ status: 'staff' }), 9e9, []],
  ])('%s', (_, conversation, now, want, owner = {}) => expect(stepsOf(conversation, now, owner)).toEqual(want));

  test('a skill has its own longest wait', () => {
    const ours = rulesWith({}, [{ id: 'vip', maxWaitSeconds: 60 }]);
    expect(dueSteps(waiting({ skill: 'vip' }), undefined, ours, MINUTE)).toEqual(['longWait']);
    expect(dueSteps(waiting(), undefined, ours, MINUTE)).toEqual([]);
  });

  test('nothing is due of what is turned off', () => {
    const off = Object.fromEntries(Object.keys(rules.timers).map((name) => [name, 0]));
    for (const conversation of [asked({ reads: {} }), answered(), waiting(), aConversation({ status: 'bot' })])
      expect(dueSteps(conversation, anAgent({ presence: 'offline' }), rulesWith(off), 9e12)).toEqual([]);
  });

  test('without a reminder it ends all the same', () => {
    const silent = rulesWith({ idleReminderMinutes: 0 });
    expect(dueSteps(answered(), anAgent(), silent, 1441 * MINUTE)).toEqual(['idleClose']);
  });
});

const moment = fc.integer({ min: 0, max: 200 * MINUTE });
const entry = fc.record({ who: fc.constantFrom(tells, asks, answers), at: moment });

const anyConversation = fc
  .record({
    status: fc.constantFrom('bot', 'queued', 'active', 'onhold', 'closed', 'staff'),
    said: fc.array(entry, { maxLength: 5 }),
    queuedAt: moment,
    assignedAt: moment,
    reads: fc.record({ agent: fc.nat(5) }),
    more: fc.record(
      { remindAt: moment, idleAt: moment, waitingSince: moment, offer: fc.constant(offer) },
      { requiredKeys: [] },
    ),
  })
  .map(({ said, more, ...rest }) => {
    const recent = said.sort((a, b) => a.at - b.at).map(({ who, at }) => who(at));
    return aConversation({ ...rest, ...more, recent });
  });

const anyOwner = fc.record({
  presence: fc.constantFrom('online' as const, 'busy' as const, 'offline' as const),
  leaseUntil: moment,
  canBeAlerted: fc.boolean(),
});

test('nothing becomes due before the next deadline, which is always ahead', () => {
  fc.assert(
    fc.property(
      anyConversation,
      anyOwner,
      moment,
      fc.double({ min: 0, max: 1, noNaN: true }),
      (conversation, agent, now, part) => {
        const owner = anAgent(agent);
        const next = nextDeadline(conversation, owner, rules, now);
        expect(next).toBeGreaterThan(now);
        const between = next === NEVER ? now + 1e12 * part : now + Math.floor((next - now - 1) * part);
        const already = new Set(dueSteps(conversation, owner, rules, now));
        for (const step of dueSteps(conversation, owner, rules, between)) expect(already).toContain(step);
        if (next !== NEVER) expect(dueSteps(conversation, owner, rules, next)).not.toEqual([]);
      },
    ),
  );
});
