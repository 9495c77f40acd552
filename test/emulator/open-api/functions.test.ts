import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { rmSync } from 'node:fs';
import { startTestCloud, type TestCloud } from '../../support/cloud';
import { writeFunctions } from '../../support/function-folder';
import { person, post, type Person } from '../../support/people';

/** Calls one open API with the event's parameters, in a real worker and with the unmodified SDK. */
const caller = `const cloud = require('wx-server-sdk'); cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV });
  exports.main = async ({ action, appid, parameters, own }) => {
    const api = action.split('.').reduce((at, name) => at[name], appid ? cloud.openapi({ appid }) : cloud.openapi);
    if (own) parameters.openid = cloud.getWXContext().OPENID;
    try { return await api(parameters); } catch ({ errCode, errMsg }) { return { errCode, errMsg }; }
  }`;
const openapi = ['subscribeMessage.send', 'security.msgSecCheck', 'security.mediaCheckAsync', 'nowhere.nothing'];

const functionsFolder = writeFunctions({
  notify: { code: caller, config: { timeout: 20, permissions: { openapi } } },
  unpermitted: { code: caller, config: { timeout: 20 } },
  media: {
    code: `const cloud = require('wx-server-sdk'); cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV });
      exports.main = async (event) => { await cloud.database().collection('verdicts').add({ data: { ...event, _id: event.trace_id } }); }`,
    config: { timeout: 20 },
  },
  verdicts: {
    code: `const cloud = require('wx-server-sdk'); cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV }); const db = cloud.database();
      const actions = {
        setUp: () => db.createCollection('verdicts'),
        find: async ({ id }) => (await db.collection('verdicts').where({ _id: id }).get()).data,
        upload: ({ cloudPath }) => cloud.uploadFile({ cloudPath, fileContent: Buffer.from('x') }),
        link: ({ fileID }) => cloud.getTempFileURL({ fileList: [fileID] }),
      };
      exports.main = async (event) => actions[event.action](event);`,
    config: { timeout: 20 },
  },
});

let cloud: TestCloud;
let ann: Person;

beforeAll(async () => {
  cloud = await startTestCloud({ functionsFolder });
  ann = await person(cloud.url, 'ann');
  await ann.call('verdicts', 'setUp');
  await moderate({ mediaDelayMs: 0 });
});

afterEach(() => cloud.clearFaults());

afterAll(async () => {
  await cloud.close();
  rmSync(functionsFolder, { recursive: true });
});

type Answered = { errCode: number; errMsg: string } & Record<string, unknown>;

async function call(api: string, parameters: object, more: object = {}, fn = 'notify'): Promise<Answered> {
  return (await ann.call(fn, api, { parameters, ...more })) as unknown as Answered;
}

const moderate = (settings: object) => post(`${cloud.url}/local/moderation`, settings);
const accept = (openid: string, ...templateIds: string[]) =>
  post(`${cloud.url}/local/subscriptions`, { openid, templateIds });
const data = { thing1: { value: '您有一条新消息' } };
const send = (templateId: string, more: object = {}, options: object = {}) =>
  call('subscribeMessage.send', { touser: 'ann', templateId, page: 'pages/chat/chat', data, ...more }, options);

async function outbox(templateId: string): Promise<Record<string, unknown>[]> {
  const answer = await (await fetch(`${cloud.url}/local/outbox`)).json();
  const { messages } = answer as { messages: Record<string, unknown>[] };
  return messages.filter((message) => message['templateId'] === templateId);
}

const check = (content: unknown, more: object = {}) =>
  call('security.msgSecCheck', { content, version: 2, scene: 2, openid: 'ann', ...more });

test('one accept is one send, and what was sent can be read', async () => {
  expect(await send('once')).toMatchObject({ errCode: 43101, errMsg: expect.stringContaining('user refuse') });
  await accept('ann', 'once');
  expect(await send('once')).toMatchObject({ errCode: 0, errMsg: 'openapi.subscribeMessage.send:ok' });
  expect(await send('once')).toMatchObject({ errCode: 43101 });
  expect(await outbox('once')).toEqual([
    {
      at: expect.any(Number),
      api: 'subscribeMessage.send',
      appid: 'wx-customer-app',
      openid: 'ann',
      templateId: 'once',
      page: 'pages/chat/chat',
      data,
    },
  ]);
});

test('accepts add up, each for its template, person and app', async () => {
  await accept('ann', 'many', 'other');
  await accept('ann', 'many');
  expect((await send('many', {}, { appid: 'wx-agent-app' })).errCode).toBe(43101);
  expect((await send('many', { touser: 'bob' })).errCode).toBe(43101);
  expect((await send('many')).errCode).toBe(0);
  expect((await send('many')).errCode).toBe(0);
  expect((await send('many')).errCode).toBe(43101);
});

test('of sends made at once, only as many go out as were accepted', async () => {
  await accept('ann', 'raced');
  const answers = await Promise.all([send('raced'), send('raced'), send('raced')]);
  expect(answers.filter(({ errCode }) => errCode === 0)).toHaveLength(1);
  expect(answers.filter(({ errCode }) => errCode === 43101)).toHaveLength(2);
});

test('credits and the outbox survive kill -9', async () => {
  await accept('ann', 'kept', 'kept');
  await send('kept');
  await cloud.kill();
  await cloud.restart();
  expect(await outbox('kept')).toHaveLength(1);
  expect((await send('kept')).errCode).toBe(0);
  expect((await send('kept')).errCode).toBe(43101);
});

test.each([
  ['no openid', { touser: '' }, 40003],
  ['no template', { templateId: '' }, 40037],
  ['too long a value', { data: { thing1: { value: '一'.repeat(21) } } }, 47003],
])('a message with %s is refused', async (_what, more, errCode) => {
  expect(await send('refused', more)).toMatchObject({ errCode });
});

test('an API must exist, and be permitted in config.json', async () => {
  expect(await call('nowhere.nothing', {})).toMatchObject({ errCode: -604100 });
  expect(await call('subscribeMessage.send', {}, {}, 'unpermitted')).toMatchObject({ errCode: -604101 });
});

test.each([
  ['你好，请问有货吗', { suggest: 'pass', label: 100 }],
  ['想刷单吗', { suggest: 'review', label: 20008 }],
  ['刷单和赌博', { suggest: 'risky', label: 20006 }],
])('the text %s is judged by the word list', async (content, result) => {
  expect(await check(content)).toMatchObject({ errCode: 0, result, traceId: expect.stringMatching(/^[\da-f-]{26}$/) });
});

test('the word list can be replaced', async () => {
  const before = (await (await fetch(`${cloud.url}/local/moderation`)).json()) as object;
  await moderate({ words: [{ word: 'Banana', suggest: 'risky', label: 21000 }] });
  expect(await check('a BANANA')).toMatchObject({ result: { suggest: 'risky', label: 21000 } });
  expect(await check('赌博')).toMatchObject({ result: { suggest: 'pass' } });
  expect(await moderate({ words: [{ word: '', suggest: 'maybe' }] })).toMatchObject({ code: 'INVALID_PARAM' });
  await moderate(before);
});

test.each([
  ['no text', '', {}, 44004],
  ['too much text', '字'.repeat(2501), {}, 45002],
  ['version 1', 'x', { version: 1 }, 40097],
  ['no scene', 'x', { scene: 9 }, 40129],
  ['no openid', 'x', { openid: '' }, 40003],
  ['somebody who was never here', 'x', { openid: 'ghost' }, 61010],
])('a check with %s is refused', async (_what, content, more, errCode) => {
  expect(await check(content, more)).toMatchObject({ errCode });
});

test('only people of this app who were here in the last two hours are checked', async () => {
  const desk = (await post(`${cloud.url}/local/login`, { openid: 'bob' })) as { access_token: string };
  await post(`${cloud.url}/web`, { action: 'functions.invokeFunction', access_token: desk.access_token });
  expect(await check('x', { openid: 'bob' })).toMatchObject({ errCode: 0 });
  await cloud.moveClock(2 * 3600 * 1000 + 1000);
  expect(await check('x', { openid: 'bob' })).toMatchObject({ errCode: 61010 });
  expect(await check('x', { openid: 'ann' })).toMatchObject({ errCode: 0 });
  await cloud.moveClock(-(2 * 3600 * 1000 + 1000));
});

async function verdictOn(mediaUrl: string): Promise<Record<string, unknown>> {
  const parameters = { mediaUrl, mediaType: 2, version: 2, scene: 1, openid: 'ann' };
  const { traceId } = await call('security.mediaCheckAsync', parameters);
  for (;;) {
    const [found] = (await ann.call('verdicts', 'find', { id: traceId })) as unknown as Record<string, unknown>[];
    if (found) return found;
  }
}

async function uploaded(cloudPath: string): Promise<string> {
  const { fileID } = (await ann.call('verdicts', 'upload', { cloudPath })) as unknown as { fileID: string };
  const { fileList } = (await ann.call('verdicts', 'link', { fileID })) as unknown as {
    fileList: { tempFileURL: string }[];
  };
  return fileList[0]?.tempFileURL ?? '';
}

test('the verdict on a medium comes to the function media as an event', async () => {
  expect(await verdictOn(await uploaded('pictures/猫.png'))).toMatchObject({
    MsgType: 'event',
    Event: 'wxa_media_check',
    FromUserName: 'ann',
    appid: 'wx-customer-app',
    version: 2,
    errcode: 0,
    result: { suggest: 'pass', label: '100' },
    detail: [{ strategy: 'content_model', errcode: 0, suggest: 'pass', label: '100', prob: 90 }],
  });
  expect(await verdictOn(await uploaded('pictures/赌博.png'))).toMatchObject({
    result: { suggest: 'risky', label: '20006' },
  });
});

test('a medium that cannot be fetched has a verdict that says so', async () => {
  expect(await verdictOn('cloud://local.x/a.png')).toMatchObject({ errcode: -1008, detail: [] });
  expect(await verdictOn(`${await uploaded('broken.png')}x`)).toMatchObject({ errcode: -1008 });
});

test('a verdict that is due when the cloud is killed comes after its restart', async () => {
  await moderate({ mediaDelayMs: 60_000 });
  const parameters = { mediaUrl: 'https://example.com/a.png', mediaType: 2, version: 2, scene: 1, openid: 'ann' };
  const { traceId } = await call('security.mediaCheckAsync', parameters);
  await moderate({ mediaDelayMs: 0 });
  await cloud.kill();
  await cloud.restart();
  let found: unknown[] = [];
  while (found.length === 0) found = (await ann.call('verdicts', 'find', { id: traceId })) as unknown as unknown[];
  expect(found).toHaveLength(1);
});

test('video is not checked', async () => {
  const parameters = { mediaUrl: 'https://example.com/a.mp4', mediaType: 3, version: 2, scene: 1, openid: 'ann' };
  expect(await call('security.mediaCheckAsync', parameters)).toMatchObject({ errCode: 40004 });
});

test('a fault strikes one API', async () => {
  await cloud.addFault({ target: 'openapi', match: 'security.msgSecCheck', kind: 'error', rate: 1, count: 1 });
  expect(await check('x')).toMatchObject({ errCode: -501001 });
  expect(await check('x')).toMatchObject({ errCode: 0 });
});

test('a dropped answer is a message that was sent', async () => {
  await accept('ann', 'dropped');
  await cloud.addFault({ target: 'openapi', kind: 'drop', rate: 1, count: 1 });
  expect((await send('dropped')).errCode).not.toBe(0);
  expect(await outbox('dropped')).toHaveLength(1);
});
