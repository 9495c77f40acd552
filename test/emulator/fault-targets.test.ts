import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { rmSync } from 'node:fs';
import type { Fault } from '../../scripts/emulator/faults';
import { startTestCloud, type TestCloud } from '../support/cloud';
import { writeFunctions } from '../support/function-folder';
import { person, post, type Person } from '../support/people';
import { RawClient, story } from './watch/raw-client';

const sdk = `const cloud = require('wx-server-sdk'); cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV });`;
const template = { touser: 'ann', templateId: 'news', page: 'a', data: { thing1: { value: '您有一条新消息' } } };

const functionsFolder = writeFunctions({
  writer: {
    code: `${sdk} exports.main = async () => { await cloud.database().collection('notes').add({ data: {} }); return { ok: true } }`,
    config: { timeout: 20 },
  },
  notifier: {
    code: `${sdk} exports.main = async () => { await cloud.openapi.subscribeMessage.send(${JSON.stringify(template)}); return { ok: true } }`,
    config: { timeout: 20, permissions: { openapi: ['subscribeMessage.send'] } },
  },
});

let cloud: TestCloud;
let ann: Person;
let client: RawClient;

beforeAll(async () => {
  cloud = await startTestCloud({ functionsFolder });
  ann = await person(cloud.url, 'ann');
  await admin('addCollection');
});
beforeEach(async () => {
  client = await RawClient.connect(cloud.url, ann.token);
});
afterEach(async () => {
  await cloud.clearFaults();
  await client.close();
});
afterAll(async () => {
  await cloud.close();
  rmSync(functionsFolder, { recursive: true });
});

type Reply = { code?: string; data?: Record<string, unknown> };

const admin = async (action: string, more: object = {}) =>
  (await post(`${cloud.url}/admin`, { action: `database.${action}`, collectionName: 'notes', ...more })) as Reply;
const notes = async () => Number((await admin('countDocument', { query: {} })).data?.['total']);
const outbox = async () => {
  const { messages } = (await (await fetch(`${cloud.url}/local/outbox`)).json()) as { messages: unknown[] };
  return messages.length;
};

/** `done`, the code of an error, or `no answer`. */
async function outcomeOf(work: () => Promise<unknown>): Promise<string> {
  try {
    const { code = 'done' } = (await work()) as { code?: string };
    return code;
  } catch (error) {
    return /(?:DATABASE|FUNCTIONS)_\w+/.exec(String(error))?.[0] ?? 'no answer';
  }
}

const addNote = () => admin('addDocument', { data: {} });
const callWriter = () => ann.call('writer', 'go');
const callNotifier = () => ann.call('notifier', 'go');

const accept = async (sends: number) => {
  for (let send = 0; send < sends; send += 1) {
    await post(`${cloud.url}/local/subscriptions`, { openid: 'ann', templateIds: ['news'] });
  }
};

/** What is done while the fault is in force, what comes of it, and how often it was executed. */
test.each<[Fault['target'], Fault['kind'], () => Promise<unknown>, () => Promise<number>, string, number]>([
  ['database', 'error', addNote, notes, 'DATABASE_REQUEST_FAILED', 0],
  ['database', 'drop', addNote, notes, 'no answer', 1],
  ['database', 'duplicate', addNote, notes, 'done', 2],
  ['database', 'kill', callWriter, notes, 'FUNCTIONS_EXECUTE_FAIL', 1],
  ['function', 'error', callWriter, notes, 'FUNCTIONS_REQUEST_FAIL', 0],
  ['function', 'drop', callWriter, notes, 'no answer', 1],
  ['function', 'duplicate', callWriter, notes, 'done', 2],
  ['function', 'kill', callWriter, notes, 'FUNCTIONS_EXECUTE_FAIL', 1],
  ['openapi', 'error', callNotifier, outbox, 'FUNCTIONS_EXECUTE_FAIL', 0],
  ['openapi', 'drop', callNotifier, outbox, 'FUNCTIONS_EXECUTE_FAIL', 1],
  ['openapi', 'duplicate', callNotifier, outbox, 'done', 2],
  ['openapi', 'kill', callNotifier, outbox, 'FUNCTIONS_EXECUTE_FAIL', 1],
])('%s %s', async (target, kind, act, count, outcome, executed) => {
  await accept(2);
  const before = await count();
  await cloud.addFault({ target, kind, rate: 1, count: 1 });
  expect(await outcomeOf(act)).toBe(outcome);
  expect((await count()) - before).toBe(executed);
});

test.each<[Fault['target'], () => Promise<unknown>, () => Promise<number>]>([
  ['database', addNote, notes],
  ['function', callWriter, notes],
  ['openapi', callNotifier, outbox],
])('%s delay: what is late has not been executed yet', async (target, act, count) => {
  await accept(2);
  const before = await count();
  await cloud.addFault({ target, kind: 'delay', ms: 2000, rate: 1, count: 1 });
  const both = [act(), act()];
  await Promise.race(both);
  expect((await count()) - before).toBe(1);
  await Promise.all(both);
  expect((await count()) - before).toBe(2);
});

const change = (_id: string) => post(`${cloud.url}/admin`, { ...settings, data: { _id } });
const settings = { action: 'database.addDocument', collectionName: 'settings' };

async function watchUnder(kind: Fault['kind']): Promise<void> {
  await client.watch('settings', {});
  await cloud.addFault({ target: 'ws', match: 'NEXT_EVENT', kind, ms: 500, rate: 1, count: 1 });
  await change(kind);
}

test('ws error: a watch is told that it failed', async () => {
  await watchUnder('error');
  expect(await client.frames.take()).toMatchObject({ msgType: 'ERROR', msgData: { code: 'SYS_ERR' } });
});

test('ws drop: the line is cut', async () => {
  const closed = client.closed();
  await watchUnder('drop');
  expect(await closed).toBe(1006);
  client = await RawClient.connect(cloud.url, ann.token);
});

test('ws duplicate: the same frame comes twice', async () => {
  await watchUnder('duplicate');
  const [once, again] = [await client.nextEvents(), await client.nextEvents()];
  expect(story(once)).toEqual(['add/enqueue duplicate']);
  expect(again).toEqual(once);
});

test('ws delay: a later frame overtakes', async () => {
  await watchUnder('delay');
  await client.ask('PING', null);
  expect(story(await client.nextEvents())).toEqual(['add/enqueue delay']);
});
