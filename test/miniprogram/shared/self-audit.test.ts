import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { ChatAudit } from '../../../miniprogram/shared/chat-audit';
import type { ChatItem } from '../../../miniprogram/shared/chat-item';
import { ChatPart } from '../../../miniprogram/shared/chat-part';
import { SelfAudit } from '../../../miniprogram/shared/self-audit';
import { aChat, pass } from './support/apps';
import { agent, CloudModel, customer, refusal, streamKeys } from './support/cloud-model';
import { aText } from './support/messages';
import { Phone } from './support/phone';

const SECOND = 1000;
const HOUR = 3_600_000;

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.clearAllTimers();
  jest.useRealTimers();
});

const anItem = (seq: number, key = `k${seq}`): ChatItem & { seq: number; messageId: string } => ({
  key,
  messageId: `m${seq}`,
  conversationId: 'a',
  seq,
  from: { role: 'agent', id: 'agent-1' },
  own: false,
  kind: 'text',
  body: { text: 'x' },
  sentAt: seq,
  state: 'sent',
});

/** Looks at one list; the conversation is known to hold `known`. */
function audited(items: readonly ChatItem[], known: readonly number[], { isRepairing = false, after = 0 } = {}) {
  const part = new ChatPart({ conversationId: 'a', keys: streamKeys, me: { role: 'customer' } });
  for (const seq of known) part.timeline.keep(anItem(seq));
  const audit = new ChatAudit();
  audit.look(items, isRepairing, 0);
  return audit.found([part], after);
}

test.each([
  ['a whole list', [1, 2, 3], [1, 2, 3], {}, { checked: 3, gaps: 0, duplicates: 0 }],
  ['places that say nothing', [1, 4], [1, 2, 3, 4], {}, { checked: 4, gaps: 0, duplicates: 0 }],
  ['a message that was never shown', [1, 3], [1, 3], {}, { checked: 3, gaps: 1, duplicates: 0 }],
  ['one shown twice', [1, 2, 2], [1, 2], {}, { checked: 2, gaps: 0, duplicates: 1 }],
  [
    'one that is being fetched',
    [1, 3],
    [1, 3],
    { isRepairing: true, after: 1000 },
    { checked: 2, gaps: 0, duplicates: 0 },
  ],
  [
    'one that never comes',
    [1, 3],
    [1, 3],
    { isRepairing: true, after: 61_000 },
    { checked: 3, gaps: 1, duplicates: 0 },
  ],
])('finds in %s what there is', (_, shown, known, options, want) => {
  expect(
    audited(
      shown.map((seq) => anItem(seq)),
      known,
      options,
    ),
  ).toEqual(want);
});

test('one key for two messages counts as shown twice; what is unsent counts for nothing', () => {
  const { seq: _, ...unsent } = anItem(9);
  expect(audited([anItem(1, 'k'), anItem(2, 'k'), unsent], [1, 2])).toEqual({ checked: 2, gaps: 0, duplicates: 1 });
});

test('a chat that went through everything reports no gap and nothing twice, and how much it compared', async () => {
  const cloud = new CloudModel('a');
  for (let seq = 1; seq <= 60; seq++) cloud.say('a', seq % 2 ? agent : customer, { text: 'x' });
  const { phone, ...first } = await aChat(cloud);
  first.chat.close();
  const audit = new SelfAudit('x');
  const { chat } = await aChat(cloud, { audit, phone });
  await pass(SECOND);
  cloud.say('a', agent, { text: 'lost' }, { isTold: false });
  chat.send(aText('own'));
  cloud.recall('a', customer, 'a-60');
  await pass(SECOND);
  const jumping = chat.jumpTo({ seq: 5 });
  await pass(SECOND);
  await jumping;
  chat.close();
  chat.close();
  expect(audit.numbers()).toEqual({ checked: 63 - 40 + 25, gaps: 0, duplicates: 0, conversations: 1 });
  await pass(SECOND);
  expect(cloud.callsOf('message.audited')).toMatchObject([{ checked: 48, gaps: 0, duplicates: 0 }]);
});

function aPhone() {
  const cloud = new CloudModel('a');
  const phone = new Phone(cloud, customer);
  phone.install();
  return { cloud, phone, reports: () => cloud.callsOf('message.audited') };
}

const found = { checked: 10, gaps: 0, duplicates: 0 };

test('reports at most once an hour what was found since, and all of it when one signs out', async () => {
  const { reports } = aPhone();
  const audit = new SelfAudit('x');
  for (let count = 0; count < 3; count++) {
    audit.add(found);
    await pass(60 * SECOND);
  }
  expect(reports()).toMatchObject([{ checked: 10 }]);
  await pass(HOUR);
  audit.add(found);
  await pass(SECOND);
  expect(reports()).toMatchObject([{ checked: 10 }, { checked: 30 }]);
  audit.add({ checked: 1, gaps: 2, duplicates: 3 });
  audit.reportNow();
  await pass(SECOND);
  expect(reports().slice(2)).toMatchObject([{ checked: 1, gaps: 2, duplicates: 3 }]);
  expect(audit.numbers()).toEqual({ checked: 41, gaps: 2, duplicates: 3, conversations: 5 });
});

test('a report that may have arrived is told again as the same one, also by the next run of the app', async () => {
  const { phone, cloud } = aPhone();
  phone.fate = () => 'lose';
  const first = new SelfAudit('x');
  first.add(found);
  await pass(5 * SECOND);
  first.close();
  phone.fate = () => 'answer';
  const second = new SelfAudit('x');
  second.add(found);
  await pass(60 * SECOND);
  const ids = new Set(cloud.callsOf('message.audited').map(({ reportId }) => reportId));
  expect([ids.size, second.numbers().checked]).toEqual([1, 20]);
  await pass(HOUR);
  second.add(found);
  await pass(SECOND);
  expect(cloud.callsOf('message.audited').slice(-1)).toMatchObject([{ checked: 20 }]);
});

test('a report that is refused is not told again, and nothing that is found is lost to the page', async () => {
  const { phone } = aPhone();
  let tries = 0;
  phone.fate = () => {
    tries += 1;
    return refusal('INVALID_INPUT');
  };
  new SelfAudit('x').add(found);
  await pass(60 * SECOND);
  expect([tries, new SelfAudit('x').numbers().checked]).toEqual([1, 10]);
});

test('what is not as it should be in the storage counts as nothing', () => {
  const { phone } = aPhone();
  for (const kept of ['null', '[]', '{"total":{"checked":"x"}}', '{"total":1,"pending":2}']) {
    phone.stored.set('audit/x', kept);
    expect(new SelfAudit('x').numbers()).toEqual({ checked: 0, gaps: 0, duplicates: 0, conversations: 0 });
  }
});
