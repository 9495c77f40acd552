import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { rmSync } from 'node:fs';
import { writeFunctions } from '../../support/function-folder';
import { startFunctions, type FunctionCloud } from './support/function-cloud';

const code = {
  echo: `exports.main = async (event, context) => ({ event, context, pid: process.pid })`,
  identity: `const cloud = require('wx-server-sdk'); cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV });
    exports.main = async () => cloud.getWXContext()`,
  slow: `exports.main = async () => { await new Promise((resolve) => setTimeout(resolve, 300)); return process.pid }`,
  endless: `exports.main = () => new Promise(() => {})`,
  throwing: `exports.main = async () => { throw new TypeError('no such thing') }`,
  crashing: `exports.main = async () => { process.exit(7) }`,
  careless: `exports.main = async () => { Promise.reject(new Error('nobody waits')); await new Promise(() => {}) }`,
  broken: `throw new Error('cannot load')`,
  large: `exports.main = async () => 'x'.repeat(1024 * 1024)`,
  clock: `exports.main = async () => ({ now: Date.now(), date: new Date().getTime(), text: Date(), fixed: new Date(5).getTime(),
    isDate: new Date() instanceof Date && new Date().constructor === Date })`,
  raw: `exports.main = async () => process.env.WX_OPENID ?? null`,
  given: `exports.main = async () => [process.env.KEFU_KEYS, process.env.KEFU_APPS]`,
};

const functionsFolder = writeFunctions(
  Object.fromEntries(Object.entries(code).map(([name, text]) => [name, { code: text, config: { timeout: 1 } }])),
);

let cloud: FunctionCloud;
const call: FunctionCloud['call'] = (...request) => cloud.call(...request);

beforeAll(async () => {
  cloud = await startFunctions(functionsFolder);
});

afterEach(() => {
  cloud.faults.clear();
  cloud.meter.reset();
  cloud.clock.move(0);
});

afterAll(async () => {
  await cloud.close();
  rmSync(functionsFolder, { recursive: true });
});

test('a client call carries the event, who calls, and a context', async () => {
  expect(await call('echo', { a: [1] })).toMatchObject({
    event: { a: [1], userInfo: { openId: 'someone', appId: 'wx-shop' } },
    context: { function_name: 'echo', time_limit_in_ms: 1000, memory_limit_in_mb: 256, namespace: 'local' },
  });
});

test('the unmodified SDK sees each caller', async () => {
  const seen = await Promise.all(['ann', 'bob'].map((openid) => call('identity', {}, openid)));
  expect(seen).toEqual([
    expect.objectContaining({ OPENID: 'ann', APPID: 'wx-shop', SOURCE: 'wx_client', ENV: 'local' }),
    expect.objectContaining({ OPENID: 'bob', APPID: 'wx-shop', SOURCE: 'wx_client', ENV: 'local' }),
  ]);
  const timer = JSON.parse(await cloud.functions.invoke('identity', {}, { source: 'wx_trigger' })) as object;
  expect(timer).toMatchObject({ SOURCE: 'wx_trigger' });
  expect(timer).not.toHaveProperty('OPENID');
});

test('one event’s caller is gone in the next event of the same process', async () => {
  expect(await call('raw')).toBe('someone');
  expect(await cloud.functions.invoke('raw', {}, { source: 'wx_trigger' })).toBe('null');
});

test('someone from the other app has a FROM_OPENID, and another OPENID here', async () => {
  const seen = (await call('identity', {}, 'agent', 'wx-desk')) as Record<string, string>;
  expect(seen).toMatchObject({ FROM_OPENID: 'agent', FROM_APPID: 'wx-desk', APPID: 'wx-shop' });
  expect(seen['OPENID']).not.toBe('agent');
});

test.each([
  ['throwing', 'FUNCTIONS_EXECUTE_FAIL', 'TypeError: no such thing'],
  ['crashing', 'FUNCTIONS_EXECUTE_FAIL', 'The process was lost.'],
  ['careless', 'FUNCTIONS_EXECUTE_FAIL', 'nobody waits'],
  ['broken', 'FUNCTIONS_EXECUTE_FAIL', 'cannot load'],
  ['endless', 'FUNCTIONS_TIME_LIMIT_EXCEEDED', 'timed out after 1 seconds'],
  ['nowhere', 'FUNCTIONS_EXECUTE_FAIL', 'FunctionName parameter could not be found'],
  ['../echo', 'FUNCTIONS_EXECUTE_FAIL', 'FunctionName parameter could not be found'],
])('%s answers an error, the first time and the next', async (name, code, message) => {
  for (const _ of [1, 2]) {
    await expect(call(name)).rejects.toMatchObject({ code, message: expect.stringContaining(message) });
  }
});

test('a function that throws keeps its process', async () => {
  const pid = ((await call('echo')) as { pid: number }).pid;
  expect(await call('echo')).toMatchObject({ pid });
});

test('calls beyond four processes wait, and waiting is not running', async () => {
  const pids = await Promise.all(Array.from({ length: 14 }, () => call('slow')));
  expect(new Set(pids).size).toBeLessThanOrEqual(4);
  expect(pids).toHaveLength(14);
});

test.each([
  ['echo', 'x'.repeat(100 * 1024), 'EXCEED_MAX_PAYLOAD_SIZE'],
  ['large', '', 'EXCEED_MAX_RESPONSE_SIZE'],
])('%s is refused when too large', async (name, text, code) => {
  await expect(call(name, { text })).rejects.toMatchObject({ code });
});

test.each(['[1]', '{', '3'])('request data %s is refused', async (text) => {
  const body = { function_name: 'echo', request_data: text };
  await expect(cloud.invoke(body, { kind: 'admin' })).rejects.toMatchObject({ code: 'INVALID_PARAM' });
});

test('keys and the other apps that may call reach the function', async () => {
  expect(await call('given')).toEqual(['{"current":1}', 'wx-desk']);
});

test('time in a function is the cloud’s time', async () => {
  cloud.clock.move(3_600_000);
  const before = cloud.clock.now();
  const seen = (await call('clock')) as { now: number; date: number; text: string; fixed: number; isDate: boolean };
  expect(seen.now).toBeGreaterThanOrEqual(before);
  expect(seen.date).toBeGreaterThanOrEqual(before);
  expect(Date.parse(seen.text)).toBeGreaterThanOrEqual(before - 1000);
  expect(seen).toMatchObject({ fixed: 5, isDate: true });
});

test('each run is metered', async () => {
  await Promise.all([call('echo'), call('echo'), call('throwing').catch(() => null)]);
  const { functions: used, points } = cloud.meter.usage();
  expect(used).toMatchObject({ echo: { calls: 2, reads: 0, writes: 0 }, throwing: { calls: 1 } });
  expect(used['echo']?.gbs).toBeGreaterThan(0);
  expect(points).toBeGreaterThan(3 * 0.00133);
});

test.each([
  ['error', 'FUNCTIONS_REQUEST_FAIL', 0],
  ['drop', undefined, 1],
] as const)('fault %s', async (kind, code, calls) => {
  cloud.faults.add({ target: 'function', match: 'echo', kind, rate: 1, count: 1 });
  const failure = await call('echo').catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(Error);
  expect((failure as { code?: string }).code).toBe(code);
  expect(cloud.meter.usage().functions['echo']?.calls ?? 0).toBe(calls);
  await expect(call('echo')).resolves.toBeDefined();
});

test('fault duplicate runs the event twice and answers once', async () => {
  cloud.faults.add({ target: 'function', kind: 'duplicate', rate: 1, count: 1 });
  await call('echo');
  expect(cloud.meter.usage().functions['echo']?.calls).toBe(2);
});
