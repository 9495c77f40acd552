import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { request, type IncomingMessage } from 'node:http';
import path from 'node:path';
import { WebSocket } from 'ws';
import { cloudClock } from '../../../scripts/emulator/clock';
import { CloudError, type Actions } from '../../../scripts/emulator/contract';
import { createFaults, DroppedAnswer } from '../../../scripts/emulator/faults';
import { listen } from '../../../scripts/emulator/gateway/listen';
import { localRoutes } from '../../../scripts/emulator/gateway/local';
import { openGateway } from '../../../scripts/emulator/gateway/server';
import { createMeter } from '../../../scripts/emulator/meter';
import { outputFolder } from '../../support/function-folder';

const folder = outputFolder('pages');
const clock = cloudClock();
const faults = createFaults();
const meter = createMeter();
const invocation = { requestId: 'token-1', functionName: 'message' };
const actions: Actions = {
  'test.caller': (body, caller) => ({ data: { caller, text: body['text'] } }),
  'test.refuse': () => Promise.reject(new CloudError('DATABASE_PERMISSION_DENIED', 'no')),
  'test.drop': () => Promise.reject(new DroppedAnswer()),
};

let host = '';
let openSockets = 0;
let close = () => Promise.resolve();

beforeAll(async () => {
  const { server, ...address } = await listen(0);
  host = address.host;
  const gateway = openGateway(server, {
    actions,
    findInvocation: (token) => (token === invocation.requestId ? invocation : undefined),
    identity: {
      verify: (token) => {
        if (token !== 'good') throw new CloudError('CHECK_LOGIN_FAILED', 'sign in');
        return { kind: 'client', openid: 'ann', appid: 'wx-shop' };
      },
      routes: { '/auth/v1/user/me': ({ token }) => ({ sub: token ?? 'nobody' }) },
    },
    watch: { connect: (socket) => socket.send('hello'), connections: () => openSockets },
    maxWatchConnections: 2,
    local: localRoutes({
      login: async ({ openid, appid }) => `${openid}@${appid}`,
      meter,
      faults,
      clock,
      timers: { run: async (name) => ({ ran: name }), wake: () => undefined, stop: () => undefined },
    }),
    openApi: async (apiName, request) => Buffer.concat([Buffer.from(apiName), request]),
    files: async (request, response) => void response.end(request.method),
    pagesFolder: path.join(folder, 'pages'),
  });
  close = () => gateway.close();
  mkdirSync(path.join(folder, 'pages', 'customer'), { recursive: true });
  writeFileSync(path.join(folder, 'pages', 'index.html'), '<p>both');
  writeFileSync(path.join(folder, 'pages', 'customer', 'index.html'), '<p>顾客');
  writeFileSync(path.join(folder, 'secret.txt'), 'secret');
});

afterEach(() => {
  faults.clear();
  clock.move(0);
  openSockets = 0;
});

afterAll(async () => {
  await close();
  rmSync(folder, { recursive: true });
});

type Answer = { status: number; headers: Record<string, unknown>; text: string; json: Record<string, unknown> };

/** Sends exactly what is asked, even a foreign Host or an unnormalised path. */
function ask(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const [hostname, port] = host.split(':');
    const sent = request({ hostname, port, method, path, headers, agent: false }, (response) => {
      readAnswer(response).then(resolve, reject);
    });
    sent.on('error', reject);
    sent.end(body === undefined || typeof body === 'string' ? body : JSON.stringify(body));
  });
}

async function readAnswer(response: IncomingMessage): Promise<Answer> {
  const text = Buffer.concat(await response.toArray()).toString();
  const isJson = response.headers['content-type']?.startsWith('application/json') === true;
  const json = isJson ? (JSON.parse(text) as Record<string, unknown>) : {};
  return { status: response.statusCode ?? 0, headers: response.headers, text, json };
}

const tests = { adminCaller: { kind: 'admin' }, functionCaller: { kind: 'function', invocation } };

test.each([
  ['/admin', {}, tests.adminCaller],
  ['/admin?env=local&seqId=1', { sessionToken: 'gone' }, tests.adminCaller],
  ['/admin', { sessionToken: 'token-1' }, tests.functionCaller],
  ['/web?env=local', { access_token: 'good' }, { kind: 'client', openid: 'ann', appid: 'wx-shop' }],
])('POST %s %j comes from %j', async (path, body, caller) => {
  const { status, json } = await ask('POST', path, { action: 'test.caller', text: '你好', ...body });
  expect(status).toBe(200);
  expect(json).toEqual({ requestId: expect.any(String), data: { caller, text: '你好' } });
});

test.each([
  ['an unknown action', '/admin', { action: 'wx.nothing' }, 'INVALID_PARAM'],
  ['no action', '/admin', {}, 'INVALID_PARAM'],
  ['an inherited name', '/admin', { action: 'toString' }, 'INVALID_PARAM'],
  ['not JSON', '/admin', '{', 'INVALID_PARAM'],
  ['not an object', '/admin', '[1]', 'INVALID_PARAM'],
  ['too large', '/admin', 'x'.repeat(17 * 1024 * 1024), 'EXCEED_MAX_PAYLOAD_SIZE'],
  ['refused', '/admin', { action: 'test.refuse' }, 'DATABASE_PERMISSION_DENIED'],
  ['a forged token', '/web', { action: 'test.caller', access_token: 'bad' }, 'CHECK_LOGIN_FAILED'],
  ['no token', '/web', { action: 'test.caller' }, 'CHECK_LOGIN_FAILED'],
])('%s is answered as an error of the protocol', async (_, path, body, code) => {
  const { status, json } = await ask('POST', path, body);
  expect(status).toBe(200);
  expect(json).toMatchObject({ code, message: expect.any(String), requestId: expect.any(String) });
});

test('a form asks for an open API and is answered in bytes', async () => {
  const form = new FormData();
  for (const [name, value] of [
    ['action', 'wx.openApi'],
    ['apiName', 'some.api:'],
    ['requestData', 'x'],
  ] as const) {
    form.append(name, value);
  }
  const response = await fetch(`http://${host}/admin`, { method: 'POST', body: form });
  expect([response.headers.get('content-type'), await response.text()]).toEqual([
    'application/octet-stream',
    'some.api:x',
  ]);
});

test.each(['x', '--b\r\nContent-Disposition: form-data; name="action"\r\n\r\nwx.other\r\n--b--'])(
  'the form %j is refused',
  async (body) => {
    const { json } = await ask('POST', '/admin', body, { 'content-type': 'multipart/form-data; boundary=b' });
    expect(json).toMatchObject({ code: 'INVALID_PARAM' });
  },
);

test.each([
  ['/v1/storages/delete-objects', '{}', 'INVALID_PARAM'],
  ['/v1/storages/delete-objects', '[null]', 'INVALID_PARAM'],
  ['/v1/storages/steal-objects', '[]', 'RESOURCE_NOT_FOUND'],
  ['/v1/storages/toString', '[]', 'RESOURCE_NOT_FOUND'],
  ['/v1/nothing/x', '[]', 'RESOURCE_NOT_FOUND'],
  ['/v1/functions/%E0%A4%A', '{}', 'INVALID_PARAM'],
])('%s with %s is refused', async (path, body, code) => {
  expect((await ask('POST', path, body)).json).toMatchObject({ code });
});

test('a dropped answer closes the connection', async () => {
  await expect(ask('POST', '/admin', { action: 'test.drop' })).rejects.toMatchObject({ code: 'ECONNRESET' });
});

test.each([
  [{ host: 'evil.example' }],
  [{ host: 'evil.example:80' }],
  [{ origin: 'http://evil.example' }],
  [{ origin: 'null' }],
  [{ origin: 'http://127.0.0.1:1' }],
])('a request with %j reaches neither controls nor the server endpoint', async (headers) => {
  for (const path of ['/local/usage', '/admin', '/console/']) {
    const { status, json } = await ask('GET', path, undefined, headers);
    expect([status, json['code']]).toEqual([403, 'INVALID_REQUEST_SOURCE']);
  }
});

test('our own pages may use the controls under either name', async () => {
  const local = host.replace('127.0.0.1', 'localhost');
  for (const own of [host, local]) {
    expect((await ask('GET', '/local/usage', undefined, { host: own, origin: `http://${own}` })).status).toBe(200);
  }
});

test('clients on other pages may ask /web and /auth', async () => {
  const preflight = await ask('OPTIONS', '/web', undefined, { 'access-control-request-headers': 'x-any' });
  expect(preflight).toMatchObject({ status: 204, headers: { 'access-control-allow-headers': 'x-any' } });
  const me = await ask('GET', '/auth/v1/user/me?client_id=local', undefined, { authorization: 'Bearer t' });
  expect(me).toMatchObject({ json: { sub: 't' }, headers: { 'access-control-allow-origin': '*' } });
});

test.each([
  ['POST', '/local/login', { openid: 'ann' }, { access_token: 'ann@wx-customer-app' }],
  ['POST', '/local/login', { openid: 'ann', appid: 'wx-desk' }, { access_token: 'ann@wx-desk' }],
  ['GET', '/local/usage', undefined, expect.objectContaining({ database: { reads: 0, writes: 0 }, pushes: 0 })],
  ['POST', '/local/usage/reset', {}, {}],
  ['POST', '/local/faults', { target: 'ws', kind: 'drop', rate: 0.2 }, {}],
  ['DELETE', '/local/faults', undefined, {}],
  ['POST', '/local/timers/run', { name: 'sweep' }, { result: { ran: 'sweep' } }],
])('%s %s %j', async (method, path, body, want) => {
  expect(await ask(method, path, body)).toMatchObject({ status: 200, json: want });
});

test.each([
  ['POST', '/local/login', {}, 400],
  ['POST', '/local/faults', { target: 'moon', kind: 'drop', rate: 1 }, 400],
  ['POST', '/local/faults', { target: 'ws', kind: 'drop', rate: 2 }, 400],
  ['POST', '/local/faults', { target: 'ws', kind: 'kill', rate: 1 }, 400],
  ['POST', '/local/clock', { offsetMs: 'later' }, 400],
  ['GET', '/local/nothing', undefined, 404],
  ['POST', '/auth/v1/nothing', {}, 404],
])('%s %s %j is refused with %i', async (method, path, body, status) => {
  expect(await ask(method, path, body)).toMatchObject({ status, json: { message: expect.any(String) } });
});

test('the clock moves', async () => {
  const { json } = await ask('POST', '/local/clock', { offsetMs: 86_400_000 });
  expect(clock.offsetMs()).toBe(86_400_000);
  expect(json['now']).toBeGreaterThan(Date.now() + 86_000_000);
});

test.each([
  ['/', 200, '<p>both'],
  ['/customer/?openid=a', 200, '<p>顾客'],
  ['/customer?openid=a', 302, ''],
  ['/nothing', 404, 'There is no page at /nothing\n'],
  ['/../secret.txt', 404, expect.any(String)],
  ['/%2e%2e/secret.txt', 404, expect.any(String)],
  ['/..%2fsecret.txt', 404, expect.any(String)],
  ['/%', 404, expect.any(String)],
  ['//', 200, '<p>both'],
])('GET %s answers %i', async (path, status, text) => {
  expect(await ask('GET', path)).toMatchObject({ status, text });
});

test('a page that did not change is not sent again', async () => {
  const { headers } = await ask('GET', '/');
  const again = await ask('GET', '/', undefined, { 'if-none-match': String(headers['etag']) });
  expect([again.status, again.text]).toEqual([304, '']);
});

function connect(path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://${host}${path}`);
    socket.on('message', (data: Buffer) => {
      socket.terminate();
      resolve(data.toString());
    });
    socket.on('error', reject);
  });
}

test('sockets are taken at /ws up to the plan’s number', async () => {
  expect(await connect('/ws?x=1')).toBe('hello');
  await expect(connect('/other')).rejects.toThrow('404');
  openSockets = 2;
  await expect(connect('/ws')).rejects.toThrow('503');
});

test('a port in use is said in one sentence', async () => {
  await expect(listen(Number(host.split(':')[1]))).rejects.toThrow(/^Port \d+ is taken: free it, or give another/);
});
