import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { AuditReport, Message, MessageDocument } from '../../cloudfunctions/common/protocol/documents';
import type { Retention } from '../../cloudfunctions/common/protocol/settings';
import { assigning } from '../support/assigning';
import { startTestCloud, type TestCloud } from '../support/cloud';
import { upload } from '../support/files';
import { persons, records, type Person } from '../support/people';
import { spoilt } from '../support/spoilt';

const DAY_MS = 24 * 3_600_000;

let cloud: TestCloud;
let agent: Person;
let lead: Person;
let admin: Person;
let customer: Person;

beforeAll(async () => {
  cloud = await startTestCloud();
  await assigning(cloud).setRules({ timers: { idleReminderMinutes: 0, idleCloseMinutes: 0, absentSeconds: 0 } });
});
afterAll(() => cloud.close());

/** Time goes by: everybody signs in again. */
beforeEach(async () => {
  [agent, lead, admin, customer] = await persons(cloud.url, 'agent-1', 'lead-1', 'admin-1', 'oKeeper');
});

const keepFor = async (retention: Retention): Promise<void> => {
  const { isSaved } = await admin.ask('team', 'saveSettings', { privateSettings: { retention } });
  expect(isSaved).toBe(true);
};

type Talk = { conversationId: string; notesId: string; fileId: string };

/** A conversation with a picture and a note, that has ended. */
async function talk(): Promise<Talk> {
  await agent.ask('assignment', 'status', { status: 'online' });
  const conversationId = String((await customer.ask('conversation', 'open'))['conversationId']);
  const fileId = await upload(cloud.url, customer, `kefu/${conversationId}/cat.png`, 'a cat');
  const picture = { fileId, width: 1, height: 1, size: 1 };
  await customer.ask('message', 'send', { conversationId, clientId: 'm1', kind: 'text', body: { text: '外套' } });
  await customer.ask('message', 'send', { conversationId, clientId: 'm2', kind: 'image', body: picture });
  const notesId = String((await agent.ask('conversation', 'notes', { conversationId }))['conversationId']);
  await agent.ask('message', 'send', { conversationId: notesId, clientId: 'n1', kind: 'text', body: { text: '常客' } });
  await lead.ask('conversation', 'close', { conversationId });
  return { conversationId, notesId, fileId };
}

/** Lets so many days pass, and the jobs do what is due then. */
async function pass(days: number): Promise<void> {
  await cloud.moveClock(days * DAY_MS);
  [agent, lead, admin, customer] = await persons(cloud.url, 'agent-1', 'lead-1', 'admin-1', 'oKeeper');
  await work();
}

async function work(): Promise<void> {
  const done = (await cloud.runTimer('jobs').catch(() => undefined)) as { data: { slices: number } } | undefined;
  if (!done) await cloud.moveClock(60_000);
  if (!done || done.data.slices > 0) await work();
}

const stored = (name: string, conversationId: string) => records(cloud.url).find(name, { conversationId });

const seqsOf = async (who: Person, conversationId: string): Promise<number[]> => {
  const { messages } = await who.ask('message', 'history', { conversationId, limit: 100 });
  return (messages as Message[]).map(({ seq }) => seq);
};

const linksOf = async ({ conversationId }: Talk): Promise<unknown[]> => {
  const { messages } = await lead.ask('message', 'history', { conversationId, limit: 100 });
  const messageIds = (messages as Message[]).map(({ messageId }) => messageId);
  return (await lead.ask('message', 'links', { conversationId, messageIds }))['links'] as unknown[];
};

async function auditAll(): Promise<AuditReport> {
  const { data } = (await cloud.runTimer('daily')) as { data: { isDone: boolean } };
  if (!data.isDone) return auditAll();
  return ((await lead.ask('team', 'audits', { limit: 1 }))['reports'] as AuditReport[])[0] as AuditReport;
}

/** A message that was changed in the archive is told to those who lead. */
async function tellOfTampering(conversationId: string): Promise<void> {
  const [first] = (await stored('archive', conversationId)) as MessageDocument[];
  if (!first) throw new Error('Nothing is archived.');
  const { _id: messageId, body } = first;
  await records(cloud.url).change('archive', { _id: messageId }, { body: spoilt(body) });
  await lead.ask('message', 'unverifiable', { conversationId, messageIds: [messageId] });
  const [day] = (await lead.ask('team', 'audits'))['unverifiable'] as { messages: object[] }[];
  expect(day?.messages).toEqual([{ conversationId, messageId }]);
  await records(cloud.url).change('archive', { _id: messageId }, { body });
  await records(cloud.url).remove('reports', { kind: 'unverifiable' });
}

test('archived, it is read as before and lies where no search looks; later it is deleted, and what is counted stays', async () => {
  const one = await talk();
  const { conversationId } = one;
  const before = await seqsOf(customer, conversationId);
  await keepFor({ archive: 30, messages: 60 });
  await pass(31);
  expect(await stored('messages', conversationId)).toEqual([]);
  expect(await stored('messages', one.notesId)).toEqual([]);
  const archived = (await stored('archive', conversationId)) as { terms: number[] }[];
  expect(archived.map(({ terms }) => terms.length)).toEqual(before.map(() => 0));
  expect(await seqsOf(customer, conversationId)).toEqual(before);
  expect(await seqsOf(lead, one.notesId)).toEqual([1]);
  expect(await linksOf(one)).toHaveLength(1);
  expect(await customer.call('conversation', 'reopen', { conversationId })).toMatchObject({ ok: false });
  await tellOfTampering(conversationId);
  await pass(31);
  expect(await stored('archive', conversationId)).toEqual([]);
  expect(await stored('archive', one.notesId)).toEqual([]);
  expect(await seqsOf(lead, conversationId)).toEqual([]);
  expect(await stored('messages', conversationId)).toEqual([]);
  const left = await records(cloud.url).conversation(conversationId);
  expect(left).toMatchObject({ status: 'closed', lastSeq: before.length, agentId: 'agent-1', recent: [] });
  expect(JSON.stringify(left)).not.toContain('oKeeper');

  await cloud.moveClock(DAY_MS);
  [lead] = await persons(cloud.url, 'lead-1');
  expect(await auditAll()).toMatchObject({ conversations: expect.any(Number), gaps: 0, duplicates: 0 });
  await cloud.runTimer('sweep');
  expect(await stored('messages', conversationId)).toEqual([]);
}, 240_000);

test('files go earlier than what was said, notes too, and what is held stays until it is let go', async () => {
  const [kept, gone] = [await talk(), await talk()];
  const hold = { conversationId: kept.conversationId, of: 'conversation', reason: '诉讼' };
  await lead.ask('customer', 'hold', { ...hold, isHeld: true });
  await keepFor({ files: 30, notes: 30, messages: 60 });
  await pass(31);
  expect(await linksOf(kept)).toHaveLength(1);
  expect(await linksOf(gone)).toEqual([]);
  expect(await stored('messages', gone.notesId)).toEqual([]);
  expect(await stored('messages', gone.conversationId)).not.toEqual([]);
  await pass(31);
  expect(await stored('messages', gone.conversationId)).toEqual([]);
  expect(await stored('messages', kept.conversationId)).not.toEqual([]);
  await lead.ask('customer', 'hold', { ...hold, isHeld: false });
  await pass(2);
  expect(await stored('messages', kept.conversationId)).toEqual([]);
  expect(await stored('messages', kept.notesId)).toEqual([]);
}, 240_000);
