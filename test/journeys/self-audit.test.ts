import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { CHECK_AFTER_MS } from '../../cloudfunctions/common/domain/checks';
import type { AuditReport } from '../../cloudfunctions/common/protocol/documents';
import { assigning } from '../support/assigning';
import { startTestCloud, type TestCloud } from '../support/cloud';
import { person, records, type Person } from '../support/people';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** To an hour at which the timer itself does not run, and after which some hours of the day are left. The timer makes up for what it misses. */
const untilEvening = (now: number) => DAY_MS - ((now - 12 * HOUR_MS) % DAY_MS);

let cloud: TestCloud;
let agent: Person;
let lead: Person;
let newcomers = 0;

/** Time alone says nothing in a conversation. */
const timers = {
  idleReminderMinutes: 0,
  idleCloseMinutes: 0,
  absentSeconds: 0,
  ackSeconds: 0,
  reassignAfterSeconds: 0,
};

beforeAll(async () => {
  cloud = await startTestCloud();
  await assigning(cloud).setRules({ timers });
  agent = await person(cloud.url, 'agent-1');
  lead = await person(cloud.url, 'lead-1');
  await cloud.moveClock(untilEvening(Date.now()));
});
afterAll(() => cloud.close());

/** A conversation of some messages, and how many seqs it has given out. */
async function talk(messages = 4): Promise<string> {
  await agent.ask('assignment', 'status', { status: 'online' });
  const customer = await person(cloud.url, `audited-${++newcomers}`);
  const conversationId = String((await customer.ask('conversation', 'open'))['conversationId']);
  for (let index = 0; index < messages; index += 1) {
    const message = { conversationId, clientId: `m${index}`, kind: 'text', body: { text: '你好' } };
    await (index % 2 ? agent : customer).ask('message', 'send', message);
  }
  return conversationId;
}

const close = (conversationId: string) => agent.ask('conversation', 'close', { conversationId });

/** One call of the timer, whatever becomes of it. */
const runOnce = () => cloud.runTimer('daily').catch(() => undefined);

/** Runs what the timer would run until all is done. */
async function auditAll(): Promise<AuditReport> {
  const { data } = (await cloud.runTimer('daily')) as { data: { isDone: boolean } };
  return data.isDone ? latest() : auditAll();
}

async function latest(): Promise<AuditReport> {
  const { reports } = await lead.ask('team', 'audits', { limit: 1 });
  return (reports as AuditReport[])[0] as AuditReport;
}

const nextDay = () => cloud.moveClock(DAY_MS);
const given = async (ids: string[]) => {
  const found = await Promise.all(ids.map((id) => records(cloud.url).conversation(id)));
  return found.reduce((total, { lastSeq }) => total + lastSeq, 0);
};

test('of a day on which all went well, the report says 0, and how many were checked', async () => {
  const ids = [];
  for (let index = 0; index < 3; index += 1) {
    ids.push(await talk());
    await close(ids.at(-1) ?? '');
  }
  await nextDay();
  expect(await auditAll()).toMatchObject({
    conversations: 3,
    checked: await given(ids),
    gaps: 0,
    duplicates: 0,
    untold: 0,
    incidents: [],
    finishedAt: expect.any(Number),
  });
});

test('what was looked at is not looked at again, a run that is done is not begun again that day', async () => {
  const before = await latest();
  await talk().then(close);
  await cloud.moveClock(HOUR_MS);
  expect(await auditAll()).toEqual(before);
  await nextDay();
  expect(await auditAll()).toMatchObject({ conversations: 1, from: before.until });
});

test('a conversation that goes on while it is looked at is left to the next run', async () => {
  await nextDay();
  const conversationId = await talk();
  expect(await auditAll()).toMatchObject({ conversations: 0 });
  await nextDay();
  expect(await auditAll()).toMatchObject({ conversations: 1, checked: await given([conversationId]) });
  await close(conversationId);
});

test('a message that is lost, one that is there twice, and one that a reader was not told of, are reported by their place', async () => {
  await nextDay();
  await auditAll();
  const ids = [await talk(), await talk(), await talk()];
  await cloud.moveClock(CHECK_AFTER_MS);
  await cloud.runTimer('sweep');
  const [lossy = '', double = '', silent = ''] = ids;
  const seqOf = async (id: string, index: number) =>
    (await records(cloud.url).messages(id)).at(index) ?? { _id: '', seq: 0, clientId: '' };
  const lost = await seqOf(lossy, 2);
  const copied = await seqOf(double, 2);
  const copy = await seqOf(double, 4);
  const hidden = await seqOf(silent, 3);
  await records(cloud.url).change('messages', { _id: lost._id }, { conversationId: 'elsewhere' });
  await records(cloud.url).change('messages', { _id: copy._id }, { clientId: copied.clientId });
  await records(cloud.url).change(
    'feed',
    { conversationId: silent, to: 'agent-1', 'message.seq': hidden.seq },
    { conversationId: 'elsewhere', _gone: true },
  );
  await records(cloud.url).remove('feed', { _gone: true });
  await Promise.all(ids.map(close));
  await nextDay();
  const report = await auditAll();
  expect(report).toMatchObject({ conversations: 3, checked: await given(ids), gaps: 1, duplicates: 1, untold: 1 });
  expect(report.incidents).toEqual(
    expect.arrayContaining([
      { conversationId: lossy, kind: 'gap', seq: lost.seq },
      { conversationId: double, kind: 'duplicate', seq: copy.seq },
      { conversationId: silent, kind: 'untold', seq: hidden.seq },
    ]),
  );
});

test('runs that are cut off count everything once, even of the same moment', async () => {
  await nextDay();
  await auditAll();
  const ids = [];
  for (let index = 0; index < 6; index += 1) {
    ids.push(await talk(1));
    await close(ids.at(-1) ?? '');
  }
  const { lastAt } = await records(cloud.url).conversation(ids[0] ?? '');
  for (const _id of ids) await records(cloud.url).change('conversations', { _id }, { lastAt });
  await nextDay();
  await cloud.addFault({ target: 'database', match: 'reports', kind: 'drop', rate: 0.3 });
  for (let index = 0; index < 6; index += 1) await runOnce();
  await cloud.clearFaults();
  expect(await auditAll()).toMatchObject({ conversations: 6, checked: await given(ids), gaps: 0, untold: 0 });
});

test('what phones found is added up, each report once, and goes when it has been', async () => {
  await nextDay();
  await auditAll();
  const phone = await person(cloud.url, 'audited-1');
  const report = { reportId: 'r1', checked: 40, gaps: 1, duplicates: 0 };
  await Promise.all([phone.ask('message', 'audited', report), phone.ask('message', 'audited', report)]);
  await phone.ask('message', 'audited', report);
  await phone.ask('message', 'audited', { ...report, reportId: 'r2', checked: 2, gaps: 0 });
  await agent.ask('message', 'audited', { ...report, gaps: 0, duplicates: 3 });
  await nextDay();
  expect((await auditAll()).phones).toEqual({ reports: 3, checked: 82, gaps: 1, duplicates: 3 });
  expect(await records(cloud.url).find('reports', { kind: 'phones' })).toEqual([]);
});
