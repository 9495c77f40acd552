import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { startTestCloud, type TestCloud } from '../support/cloud';
import { person, post, type Person } from '../support/people';
import { writeFunctions } from '../support/function-folder';

const sdk = `const cloud = require('wx-server-sdk'); cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV }); const db = cloud.database();`;

const functionsFolder = writeFunctions({
  notes: {
    code: `${sdk}
      const actions = {
        add: ({ ids }) => ids.reduce((last, id) => last.then(() => db.collection('notes').add({ data: { _id: id } })), Promise.resolve()),
        list: async () => (await db.collection('notes').get()).data.map(({ _id }) => _id),
        count: async () => (await db.collection('notes').count()).total,
        setUp: () => db.createCollection('notes'),
      };
      exports.main = async (event) => actions[event.action](event);`,
    config: { timeout: 20 },
  },
  relay: {
    code: `${sdk} exports.main = async () => (await cloud.callFunction({ name: 'whoami', data: { a: 1 } })).result`,
    config: { timeout: 20 },
  },
  circle: {
    code: `${sdk} exports.main = async ({ isEndless }) =>
      isEndless ? (await cloud.callFunction({ name: 'circle', data: { isEndless } })).result : 'at once'`,
    config: { timeout: 4 },
  },
  whoami: {
    code: `${sdk} exports.main = async (event) => ({ ...cloud.getWXContext(), event })`,
    config: { timeout: 20 },
  },
  nightly: {
    code: `${sdk} exports.main = async (event) => ({ event, source: cloud.getWXContext().SOURCE, hour: new Date().getUTCHours() })`,
    config: { timeout: 20, triggers: [{ name: 'every-night', type: 'timer', config: '0 0 3 * * * *' }] },
  },
  secret: { code: `exports.main = async () => JSON.parse(process.env.KEFU_KEYS)` },
});

let cloud: TestCloud;
let ann: Person;

beforeAll(async () => {
  cloud = await startTestCloud({ functionsFolder });
  ann = await person(cloud.url, 'ann');
  await ann.call('notes', 'setUp');
});

afterEach(async () => {
  await cloud.clearFaults();
  await cloud.resetUsage();
});

afterAll(async () => {
  await cloud.close();
  rmSync(functionsFolder, { recursive: true });
});

const add = (...ids: string[]) => ann.call('notes', 'add', { ids });
const list = async () => (await ann.call('notes', 'list')) as unknown as string[];

test('an unmodified function reads and writes, and is metered', async () => {
  await cloud.resetUsage();
  await add('a1', 'a2');
  expect(await list()).toEqual(expect.arrayContaining(['a1', 'a2']));
  const { functions, points, ...rest } = await cloud.usage();
  const gbs = functions['notes']?.gbs ?? 0;
  expect(functions).toEqual({
    notes: {
      calls: 2,
      coldStarts: 0,
      documents: 2,
      keys: 0,
      gbs,
      reads: 1,
      writes: 2,
      openApi: 0,
      storage: 0,
      points: expect.closeTo(points, 10),
    },
  });
  expect(rest).toMatchObject({ database: { reads: 1, writes: 2 }, storage: 0, pushes: 0 });
  expect(points).toBeCloseTo(2 * 0.00133 + gbs * 0.111 + 3 * 0.02, 10);
});

test('a function called by a function acts for the same person', async () => {
  expect(await ann.call('relay', 'ask')).toMatchObject({ OPENID: 'ann', SOURCE: 'wx_client,scf', event: { a: 1 } });
});

test('functions that call each other without end time out, and let go of the processes', async () => {
  await expect(ann.call('circle', 'go', { isEndless: true })).rejects.toThrow('timed out after 4 seconds');
  expect(await ann.call('circle', 'go')).toBe('at once');
  const log = readFileSync(path.join(cloud.dataFolder, 'logs', 'functions.log'), 'utf8');
  expect(log).toMatch(/circle \S{36} failed: The function that asked for this call has ended\./);
});

test('a timer runs on demand, as the platform would run it', async () => {
  expect(await cloud.runTimer('every-night')).toMatchObject({
    event: { Type: 'Timer', TriggerName: 'every-night' },
    source: 'wx_trigger',
  });
  await expect(cloud.runTimer('never')).rejects.toThrow('no timer');
});

test('a fault refuses one write and leaves the others', async () => {
  await cloud.addFault({ target: 'database', match: 'notes', kind: 'error', rate: 1, count: 1 });
  await expect(add('b1')).rejects.toThrow('FUNCTIONS_EXECUTE_FAIL');
  await add('b2');
  expect(await list()).not.toContain('b1');
  expect(await list()).toContain('b2');
});

test('a dropped database answer is a write that was done', async () => {
  await cloud.addFault({ target: 'database', kind: 'drop', rate: 1, count: 1 });
  await expect(add('c1')).rejects.toThrow('FUNCTIONS_EXECUTE_FAIL');
  expect(await list()).toContain('c1');
});

test('a duplicated write meets itself', async () => {
  await cloud.addFault({ target: 'database', kind: 'duplicate', rate: 1, count: 1 });
  await add('d1');
  expect((await list()).filter((id) => id === 'd1')).toHaveLength(1);
});

test('a process killed after a database call leaves what it wrote so far', async () => {
  const ids = ['k1', 'k2', 'k3', 'k4'];
  await cloud.addFault({ target: 'function', match: 'notes', kind: 'kill', rate: 1, count: 1 });
  await expect(add(...ids)).rejects.toThrow('FUNCTIONS_EXECUTE_FAIL');
  const written = (await list()).filter((id) => id.startsWith('k'));
  expect(written.length).toBeGreaterThan(0);
  expect(written.toSorted()).toEqual(ids.slice(0, written.length));
});

test('a process that makes few database calls is killed after its last one, its answer unsent', async () => {
  await add('f1', 'f2', 'f3', 'f4');
  for (const id of ['g1', 'g2', 'g3', 'g4', 'g5', 'g6']) {
    await cloud.addFault({ target: 'function', match: 'notes', kind: 'kill', rate: 1, count: 1 });
    await expect(add(id)).rejects.toThrow('FUNCTIONS_EXECUTE_FAIL');
    expect(await list()).toContain(id);
  }
});

test('a process can be cut at one collection', async () => {
  await cloud.addFault({ target: 'database', match: 'notes', kind: 'kill', rate: 1, count: 1 });
  await expect(add('m1', 'm2')).rejects.toThrow('FUNCTIONS_EXECUTE_FAIL');
  expect((await list()).filter((id) => id.startsWith('m'))).toEqual(['m1']);
});

test('what was acknowledged survives kill -9, and so do tokens and keys', async () => {
  const keys = await ann.call('secret', 'show');
  await add('s1');
  await cloud.kill();
  await cloud.restart();
  expect(await list()).toContain('s1');
  expect(await ann.call('secret', 'show')).toEqual(keys);
  const key = expect.stringMatching(/^[\w+/]{43}=$/);
  expect(keys).toEqual({ current: 1, keys: { 1: key }, index: key });
});

test('what rules refuse is in a log of its own, without a word of what was asked', async () => {
  const query = { to: 'somebody else', text: '绝密内容' };
  const body = { action: 'database.queryDocument', collectionName: 'feed', query, access_token: ann.token };
  expect(await post(`${cloud.url}/web`, body)).toMatchObject({ code: 'DATABASE_PERMISSION_DENIED' });
  const log = readFileSync(path.join(cloud.dataFolder, 'logs', 'rules.log'), 'utf8');
  expect(log).toMatch(/Z "ann" read feed by \["to","text"\]: .* does not imply the rule: doc\.to == auth\.openid\.\n$/);
  expect(log).not.toContain('绝密');
});

test('the log has a line for each run and nothing of what was said', async () => {
  await ann.call('whoami', 'ask', { text: '绝密内容' });
  const log = readFileSync(path.join(cloud.dataFolder, 'logs', 'functions.log'), 'utf8');
  expect(log).toMatch(/ whoami [0-9a-f-]{36} ran \d+ ms, 0 database calls, \w+, \d+ MB\n/);
  expect(log).not.toContain('绝密');
});
