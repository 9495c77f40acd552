import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import type { LogEntry } from '../../cloudfunctions/common/protocol/audit';
import type { AuditDocument, SealDocument } from '../../cloudfunctions/common/protocol/documents';
import { LEASE_MS } from '../../cloudfunctions/common/protocol/limits';
import { startTestCloud, type TestCloud } from '../support/cloud';
import { meet, type Meeting } from '../support/meeting';
import { persons, records, type Person } from '../support/people';

const MINUTE = 60_000;

let cloud: TestCloud;
let agent: Person;
let other: Person;
let lead: Person;
let admin: Person;
let meeting: Meeting;

beforeAll(async () => {
  cloud = await startTestCloud();
  [agent, other, lead, admin] = await persons(cloud.url, 'agent-1', 'agent-2', 'lead-1', 'admin-1');
  await agent.ask('assignment', 'status', { status: 'online' });
  meeting = await meet(cloud.url, agent);
});
afterAll(() => cloud.close());
afterEach(() => cloud.clearFaults());

const store = () => records(cloud.url);
const log = async () => (await store().find('audit', {}, 'at')) as AuditDocument[];
const seals = async () => (await store().find('audit_seals', {})) as SealDocument[];

/** The cloud's time. */
const clock = async () =>
  Number((await lead.ask('assignment', 'status', { status: 'offline' }))['leaseUntil']) - LEASE_MS;

/** Waits for the minute in which the sweep seals, unless it has just begun. */
async function sealingMinute(): Promise<void> {
  const past = (await clock()) % (10 * MINUTE);
  if (past > 40_000) await cloud.moveClock(10 * MINUTE - past);
}

/** The sweep comes by when it seals, twice at once. */
async function sealed(): Promise<void> {
  await sealingMinute();
  await Promise.all([cloud.runTimer('sweep'), cloud.runTimer('sweep')]);
}

async function verify(): Promise<Record<string, unknown>> {
  for (let after = 0; ;) {
    const found = await lead.ask('audit', 'verify', { after });
    if (found['isDone']) return found;
    after = Number(found['until']);
  }
}

const look = (who: Person) => who.call('message', 'history', { conversationId: meeting.conversationId });

const entriesOf = async (filter: object = {}) => {
  const { entries, next } = await lead.ask('audit', 'entries', filter);
  return { entries: entries as LogEntry[], next };
};

describe('the log', () => {
  test('tells who looked at what, who was refused, and with which conditions', async () => {
    await look(lead);
    await look(other);
    await admin.ask('audit', 'entries', { agentId: 'agent-2', isRefused: true });
    const { conversationId } = meeting;
    const { entries } = await entriesOf({ conversationId });
    expect(entries.slice(0, 2)).toMatchObject([
      { who: { id: 'agent-2', role: 'agent', name: '陈默' }, action: 'message.history', outcome: 'FORBIDDEN' },
      { who: { id: 'lead-1' }, action: 'message.history', target: { conversationId, limit: 20 }, seal: 0 },
    ]);
    expect(entries[1]?.outcome).toBeUndefined();
    const { entries: looks } = await entriesOf({ what: 'audit.entries' });
    const wanted = { agentId: 'agent-2', isRefused: true };
    expect(looks.some((entry) => entry.who.id === 'admin-1' && JSON.parse(entry.details ?? '{}').isRefused)).toBe(true);
    expect(looks.at(-1)).toMatchObject({ target: { agentId: wanted.agentId, limit: 20 } });
  });

  test('is closed to all others, and that they tried stands in it', async () => {
    for (const who of [agent, meeting.customer])
      for (const action of ['entries', 'state', 'verify'])
        expect(await who.call('audit', action)).toMatchObject({ code: 'FORBIDDEN' });
    const { entries } = await entriesOf({ agentId: 'agent-1', isRefused: true });
    expect(entries.map(({ action }) => action).sort()).toEqual(['audit.entries', 'audit.state', 'audit.verify']);
  });

  test('holds of a message that is refused nothing of its text', async () => {
    const { conversationId } = meeting;
    const body = { text: '绝密的内容' };
    await other.call('message', 'send', { conversationId, clientId: 'x', kind: 'text', body });
    await other.call('message', 'send', { conversationId: '绝密的内容', clientId: 'x', kind: 'text', body });
    const { entries } = await entriesOf({ what: 'message.send' });
    expect(entries).toMatchObject([{ outcome: 'INVALID_INPUT' }, { outcome: 'FORBIDDEN' }]);
    expect(JSON.stringify(entries)).not.toContain('绝密');
  });

  test('is read page by page, each entry once', async () => {
    const all = (await entriesOf({ limit: 50 })).entries;
    const first = await entriesOf({ limit: 3 });
    const second = await entriesOf({ limit: 3, before: first.next });
    const ids = [...first.entries.slice(1), ...second.entries].map(({ entryId }) => entryId);
    expect(ids).toEqual(all.slice(0, 5).map(({ entryId }) => entryId));
  });

  test('is read page by page, also where many entries are of one moment', async () => {
    const before = (await log())
      .filter(({ action }) => action === 'message.history')
      .map(({ _id, at }) => ({ _id, at }));
    const at = Math.max(...before.map((entry) => entry.at));
    for (const { _id } of before) await store().change('audit', { _id }, { at });
    const ids: string[] = [];
    for (let next: unknown = undefined, isMore = true; isMore; isMore = next !== undefined) {
      const page = await entriesOf({ what: 'message.history', limit: 1, ...(next !== undefined && { before: next }) });
      ids.push(...page.entries.map(({ entryId }) => entryId));
      ({ next } = page);
    }
    for (const { _id, at: was } of before) await store().change('audit', { _id }, { at: was });
    expect(before.length).toBeGreaterThan(1);
    expect(ids.toSorted()).toEqual(before.map(({ _id }) => _id).toSorted());
  });

  test('of one customer has what was done in their conversations', async () => {
    const { entries } = await entriesOf({ customerId: meeting.openid });
    expect(entries.length).toBeGreaterThan(1);
    expect(new Set(entries.map(({ target }) => target['conversationId']))).toEqual(new Set([meeting.conversationId]));
  });
});

const isRight = async () => {
  const found = await verify();
  expect(found['flaw']).toBeUndefined();
  return found;
};

describe('sealing', () => {
  test('numbers each entry once, also by two sweeps at once, and tells the leads', async () => {
    const before = (await log()).map(({ _id }) => _id);
    await sealed();
    const listed = (await seals()).flatMap(({ entries }) => entries.map(({ id }) => id));
    expect(new Set(listed).size).toBe(listed.length);
    expect(listed).toEqual(expect.arrayContaining(before));
    const [last] = (await seals()).slice(-1);
    for (const to of ['lead-1', 'admin-1'])
      expect(await store().find('feed', { to, type: 'seal', 'seal.hash': last?.hash })).toHaveLength(1);
    expect(await store().find('feed', { to: 'agent-1', type: 'seal' })).toEqual([]);
    await isRight();
    expect(await lead.ask('audit', 'state')).toMatchObject({ seal: { hash: last?.hash, entries: listed.length } });
  });

  test('that is cut off at any step is completed', async () => {
    const steps = ['audit', 'audit_seals', 'feed', 'agents'].flatMap((match) =>
      (['error', 'drop'] as const).map((kind) => ({ target: 'database', match, kind, rate: 1, count: 1 }) as const),
    );
    for (const step of steps) {
      await look(lead);
      await sealingMinute();
      await cloud.addFault(step);
      await cloud.runTimer('sweep').catch(() => undefined);
      await cloud.clearFaults();
    }
    for (let turn = 0; turn < 5; turn += 1) {
      await look(lead);
      await sealingMinute();
      await cloud.addFault({ target: 'function', match: 'sweep', kind: 'kill', rate: 1, count: 1 });
      await cloud.runTimer('sweep').catch(() => undefined);
      await cloud.clearFaults();
    }
    await sealed();
    expect(await store().find('audit', { seal: 0, at: { $lt: (await clock()) - 10 * MINUTE } })).toEqual([]);
    await isRight();
  });
});

const tampered = async (change: (entries: AuditDocument[]) => Promise<void>) => {
  await change(await log());
  return (await verify())['flaw'];
};

/** What `npm run audit -- verify` says. */
async function command(): Promise<{ stdout: string; status: number }> {
  const args = ['scripts/audit.mjs', 'verify', '--url', cloud.url, '--data', cloud.dataFolder];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [stdout, [status]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  return { stdout, status: Number(status) };
}

describe('what is done to the stored log', () => {
  test('is found, and by the command too', async () => {
    await sealed();
    const [first, second, third] = await log();
    if (!first || !second || !third) throw new Error('There is no log.');
    const right = await command();
    expect(right.stdout).toContain('are as they were written');
    expect(right.status).toBe(0);

    const edit = () => store().change('audit', { _id: second._id }, { 'who.id': 'nobody' });
    expect(await tampered(edit)).toMatchObject({ kind: 'changed', entryId: second._id });
    const wrong = await command();
    expect(wrong.stdout).toContain(second._id);
    expect(wrong.status).toBe(1);
    await store().change('audit', { _id: second._id }, { 'who.id': second.who.id });

    const move = () => store().change('audit', { _id: third._id }, { seal: 0 });
    expect(await tampered(move)).toMatchObject({ kind: 'moved', entryId: third._id });
    await store().change('audit', { _id: third._id }, { seal: third.seal });

    const { _id: sealId, at } = (await seals()).at(-1) ?? {};
    await store().change('audit_seals', { _id: sealId }, { at: 1 });
    expect((await verify())['flaw']).toMatchObject({ kind: 'sealChanged' });
    await store().change('audit_seals', { _id: sealId }, { at });
    expect((await verify())['flaw']).toBeUndefined();

    expect(await tampered(() => store().remove('audit', { _id: first._id }))).toMatchObject({
      kind: 'missing',
      entryId: first._id,
    });
  }, 120_000);
});
