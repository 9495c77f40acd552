import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { dueBefore, isPutAway, stepBack, withoutPerson } from '../../../cloudfunctions/common/domain/retention';
import { readPrivateSettings } from '../../../cloudfunctions/common/domain/settings';
import type { Retention } from '../../../cloudfunctions/common/protocol/settings';
import { aConversation } from '../../support/documents';

const read = (retention: unknown) => readPrivateSettings({ retention });

describe('what is written of how long records are kept', () => {
  test.each<[string, object, string, string, Retention]>([
    ['sooner than a week', { messages: 6 }, 'messages', 'outOfRange', {}],
    ['half a day', { files: 30.5 }, 'files', 'notNumber', {}],
    ['a word', { notes: '30' }, 'notes', 'notNumber', {}],
    ['archived when it is gone', { archive: 90, messages: 90 }, 'archive', 'neverArchived', { messages: 90 }],
    ['a kind nobody knows', { photos: 30 }, 'photos', 'unknownField', {}],
  ])('%s is wrong, and then that is kept for ever', (_, written, field, code, kept) => {
    expect(read(written)).toMatchObject({ findings: [{ path: `retention.${field}`, code }] });
    expect(read(written).read.retention).toEqual(kept);
  });

  test('without a word everything is kept for ever', () => {
    expect(read(undefined).read.retention).toEqual({});
    expect(dueBefore({}, 'messages', Date.now())).toBeUndefined();
  });

  test('whatever is written, nothing is archived when it is gone', () => {
    const days = fc.option(fc.oneof(fc.integer({ min: -10, max: 40_000 }), fc.double(), fc.string()), {
      nil: undefined,
    });
    fc.assert(
      fc.property(fc.record({ archive: days, messages: days, files: days, notes: days }), (written) => {
        const { messages = Infinity, archive = 0 } = read(written).read.retention;
        expect(archive).toBeLessThan(messages);
      }),
    );
  });
});

test.each([
  [undefined, 1, false],
  [3, 3, true],
  [3, 4, false],
])('put away up to %s, the message %i is: %s', (putAwaySeq, seq, is) => {
  expect(isPutAway(putAwaySeq === undefined ? {} : { putAwaySeq }, seq)).toBe(is);
});

test('stages that have passed a time go back before it, the others stay', () => {
  const cursors = { archive: { lastAt: 50, id: 'x' }, messages: { lastAt: 20, id: 'y' } };
  expect(stepBack(cursors, 30)).toEqual({ archive: { lastAt: 30, id: '' }, messages: { lastAt: 20, id: 'y' } });
});

test('nothing of the customer is left of a conversation, and all of the others', () => {
  const whole = aConversation({
    customerId: 'oPENid',
    people: [
      { to: 'oPENid', role: 'customer', id: 'oPENid' },
      { to: 'agent', role: 'agent', id: 'agent', name: '苏晴' },
    ],
    reads: { oPENid: 4, agent: 5 },
    here: { oPENid: 1 },
    delivered: { agent: 2 },
    marks: { oPENid: { pinned: true } },
    alerted: { oPENid: 3, 'oPENid:reply': 3, 'agent:reply': 4 },
    source: { page: '/pages/order?phone=13800138000', productId: 'p', productName: '外套' },
  });
  const left = withoutPerson(whole, 'nobody');
  expect(JSON.stringify(left)).not.toContain('oPENid');
  expect(left).toEqual({
    people: [{ to: 'nobody', role: 'customer', id: 'nobody' }, whole.people[1]],
    reads: { agent: 5 },
    here: {},
    delivered: { agent: 2 },
    marks: {},
    alerted: { 'agent:reply': 4 },
    source: { page: '/pages/order', productId: 'p', productName: '外套' },
  });
});
