import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import { auditing } from '../../cloudfunctions/common/protocol/auditing';
import { contract } from '../../cloudfunctions/common/protocol/contract';
import type { AuditDocument, Role } from '../../cloudfunctions/common/protocol/documents';
import { seedDemo } from '../../scripts/demo/seed';
import { RawClient } from '../emulator/watch/raw-client';
import {
  inputFor,
  letsThrough,
  nameOf,
  operators,
  parametersOf,
  scopeOf,
  targets,
  type Target,
} from '../support/attacks';
import { startTestCloud, type TestCloud } from '../support/cloud';
import { upload } from '../support/files';
import { outputFolder } from '../support/function-folder';
import { patient, persons, post, records, type Answer, type Person } from '../support/people';

/** What nobody but those concerned may ever see, in whatever an attack is answered with. */
const TEXT = '我的卡号泄露了请立刻冻结';
const NAME = '欧阳若曦';
const PHONE = '13912345678';
const NOTE = '这位客户正在起诉我们';
const REPLY = '只有我自己知道的话术';

const secrets: string[] = [TEXT, NAME, PHONE, NOTE, REPLY];

let cloud: TestCloud;
let functionsFolder: string;
let victim: Person;
let owner: Person;
let admin: Person;
let attackers: Record<'stranger' | 'otherCustomer' | 'otherAgent' | 'exAgent' | 'analyst' | 'lead', Person>;
let known: Record<string, unknown>;
let attempts = 0;

const rolesOf: Record<keyof typeof attackers, Role> = {
  stranger: 'customer',
  otherCustomer: 'customer',
  otherAgent: 'agent',
  exAgent: 'customer',
  analyst: 'analyst',
  lead: 'lead',
};

/** The members of the staff among them, and who was one, by their ids. */
const staffIds: Partial<Record<keyof typeof attackers, string>> = {
  otherAgent: 'agent-2',
  analyst: 'analyst-1',
  lead: 'lead-1',
};

/** An environment that lets every other app in, as one whose `cloudbase_auth` is careless: functions have to look for themselves. */
function carelessFunctions(): string {
  const folder = outputFolder('attacked');
  cpSync('dist/cloudfunctions', folder, { recursive: true });
  mkdirSync(path.join(folder, 'cloudbase_auth'));
  const letIn = `exports.main = async () => ({ errCode: 0, errMsg: '', auth: JSON.stringify({ to: 'customer-1' }) });`;
  writeFileSync(path.join(folder, 'cloudbase_auth', 'index.js'), letIn);
  return folder;
}

beforeAll(async () => {
  functionsFolder = carelessFunctions();
  cloud = await startTestCloud({ functionsFolder });
  await seedDemo(cloud.url);
  [victim, owner, admin] = await persons(cloud.url, 'customer-1', 'agent-1', 'admin-1');
  const [stranger, otherCustomer, otherAgent, exAgent, analyst, lead] = (
    await persons(cloud.url, 'stranger-1', 'customer-2', 'agent-2', 'left-1', 'analyst-1', 'lead-1')
  ).map(patient) as [Person, Person, Person, Person, Person, Person];
  attackers = { stranger, otherCustomer, otherAgent, exAgent, analyst, lead };
  await plant();
  await plantOwn();
  await comeAndGo();
  await otherCustomer.ask('conversation', 'open');
}, 120_000);
afterAll(async () => {
  await cloud.close();
  rmSync(functionsFolder, { recursive: true });
});

const say = (who: Person, id: string, clientId: string, kind: string, body: object) =>
  who.ask('message', 'send', { conversationId: id, clientId, kind, body });

/** A conversation full of secrets, and everything by which it could be named. */
async function plant(): Promise<void> {
  await owner.ask('assignment', 'status', { status: 'online' });
  await victim.ask('customer', 'profile', { name: NAME });
  const conversationId = String((await victim.ask('conversation', 'open'))['conversationId']);
  const { messageId } = await say(victim, conversationId, 'a', 'text', { text: `${TEXT}${PHONE}` });
  await owner.ask('conversation', 'notes', { conversationId });
  await say(owner, `${conversationId}:staff`, 'b', 'text', { text: NOTE });
  const fileId = await upload(cloud.url, victim, `kefu/${conversationId}/secret.png`, TEXT);
  await say(victim, conversationId, 'c', 'image', { fileId, size: 1, width: 1, height: 1 });
  const reply = { replyId: 'private', title: REPLY, text: REPLY, group: '', order: 1 };
  await owner.ask('team', 'saveQuickReply', reply);
  const keys = (await victim.ask('conversation', 'keys', { conversationId })) as unknown as {
    enc: string;
    mac: string;
  }[];
  const { messages } = (await victim.ask('message', 'history', { conversationId })) as { messages: { body: string }[] };
  secrets.push(...keys.flatMap(({ enc, mac }) => [enc, mac]), ...messages.map(({ body }) => body).filter(Boolean));
  known = {
    conversationId,
    otherConversationId: conversationId,
    messageId: String(messageId),
    messageIds: [[String(messageId)]],
    customerId: 'customer-1',
    customer: 'customer-1',
    agentId: 'agent-1',
    to: ['agent-1', { agentId: 'agent-1' }],
    replyId: 'private',
    fileId,
    image: fileId,
    text: [TEXT.slice(0, 4)],
    query: [TEXT.slice(0, 4)],
    limit: 20,
    pinned: true,
  };
}

const savedSearch = { searchId: 'private', name: REPLY, conditions: { text: TEXT } };

/** Exports the victim's conversation, and keeps a search. */
async function takeOut(who: Person): Promise<string> {
  const { conversationId } = known;
  const wish = { conversationId, clientId: 'taken', format: 'json', reason: NOTE };
  const { exportId } = await who.ask('search', 'export', wish);
  await who.ask('search', 'save', savedSearch);
  return String(exportId);
}

/** What is the owner's alone, and by which it could be named. */
async function plantOwn(): Promise<void> {
  const exportId = await takeOut(owner);
  await cloud.runTimer('jobs');
  known = { ...known, exportId, searchId: 'private' };
}

/** What somebody knew who took part, and is not of the team any more. */
let remembered: Record<string, unknown>;

async function comeAndGo(): Promise<void> {
  const { exAgent } = attackers;
  const { code: inviteCode } = await admin.ask('team', 'invite', { role: 'agent' });
  const { id: agentId } = await exAgent.ask('team', 'bind', { inviteCode, name: '离职' });
  const conversationId = String(known['conversationId']);
  await exAgent.ask('assignment', 'status', { status: 'online' });
  await owner.ask('assignment', 'invite', { conversationId, agentId });
  await exAgent.ask('conversation', 'notes', { conversationId });
  const { messageId } = await say(exAgent, conversationId, 'f', 'text', { text: '我来看看' });
  const reply = { replyId: 'mine', title: REPLY, text: REPLY, group: '', order: 1 };
  await exAgent.ask('team', 'saveQuickReply', reply);
  const exportId = await takeOut(exAgent);
  await admin.ask('team', 'deactivate', { agentId });
  staffIds.exAgent = String(agentId);
  const own = { messageId, messageIds: [[messageId]], exportId, replyId: 'mine', inviteCode };
  remembered = { ...known, ...own };
}

const knownTo = (who: keyof typeof attackers): Record<string, unknown> => (who === 'exAgent' ? remembered : known);

/** No answer holds a secret, in whatever form it is given. */
function expectNoLeak(answer: unknown): void {
  attempts += 1;
  const given = JSON.stringify(answer);
  expect(
    secrets.filter((secret) => given.includes(secret) || given.includes(JSON.stringify(secret).slice(1, -1))),
  ).toEqual([]);
}

const stored = () => records(cloud.url);

async function expectRecorded(who: keyof typeof attackers, action: string, code: string): Promise<void> {
  const id = staffIds[who];
  if (id === undefined) return;
  const found = (await stored().find('audit', { action, outcome: code, 'who.id': id })) as AuditDocument[];
  expect(found.length).toBeGreaterThan(0);
}

/**
 * Actions that answer alike whatever they are given, and do nothing where nothing is theirs: a phone reports on many conversations at
 * once, and leaving what one is not in is what was wanted.
 */
const silent = new Set(['message.delivered', 'conversation.here', 'alert.credit', 'assignment.leave']);

/** Whether an action names what is the victim's or the owner's, so that whoever has no part in it has to be refused. */
const namesVictim = (input: Record<string, unknown>, who: keyof typeof attackers): boolean =>
  ['conversationId', 'messageId', 'customerId', 'exportId'].some(
    (name) => input[name] !== undefined && input[name] === knownTo(who)[name],
  );

async function attack(who: keyof typeof attackers, target: Target): Promise<void> {
  const scope = scopeOf(target, rolesOf[who]);
  if (scope === 'all') return;
  const input = inputFor(target, knownTo(who));
  expect({ input, fits: v.safeParse(target.params, input).success }).toEqual({ input, fits: true });
  const answer = await attackers[who].call(target.fn, target.action, input);
  expectNoLeak(answer);
  if (scope === undefined) expect(answer).toMatchObject({ ok: false, code: 'FORBIDDEN' });
  else if (namesVictim(input, who) && !silent.has(nameOf(target))) expect(answer).toMatchObject({ ok: false });
  if (!answer.ok && (target.isAudited || answer.code === 'FORBIDDEN'))
    await expectRecorded(who, nameOf(target), answer.code);
}

/** Before the others: a lead may well have the conversation go to this agent. */
test('what answers alike whatever it is given changes nothing of others', async () => {
  const conversationId = String(known['conversationId']);
  const marksOf = async () => {
    const { readers, people, reads, delivered, here, marks } = await stored().conversation(conversationId);
    return { readers, people, reads, delivered, here, marks };
  };
  const before = await marksOf();
  for (const who of [attackers.otherAgent, attackers.exAgent, attackers.stranger]) {
    await who.call('message', 'delivered', { marks: [{ conversationId, seq: 1 }] });
    await who.call('conversation', 'here', { here: true });
    await who.call('alert', 'credit', { tapId: 'a', templates: { 'demo-template-customer': 'accept' } });
  }
  const { otherAgent } = attackers;
  const left = await otherAgent.call('assignment', 'leave', { conversationId });
  expect(left).toEqual(await otherAgent.call('assignment', 'leave', { conversationId: 'no-such' }));
  expect(await marksOf()).toEqual(before);
  expect(await stored().find('credits', { to: 'customer-1' })).toEqual([]);
});

describe('with the ids of another’s records, who has no part in them', () => {
  test.each(targets.map((target) => [nameOf(target), target] as const))('gets nothing by %s', async (_, target) => {
    await Promise.all((Object.keys(attackers) as (keyof typeof attackers)[]).map((who) => attack(who, target)));
  });
});

/** What somebody keeps for themselves. */
const own = async (who: Person) => [await who.ask('search', 'exports'), await who.ask('search', 'saved')];

describe('what somebody keeps for themselves', () => {
  test.each(['otherAgent', 'analyst', 'lead'] as const)('is not shown to, changed or taken by: %s', async (name) => {
    const who = attackers[name];
    const { exportId, searchId } = known;
    const before = await own(owner);
    expect(JSON.stringify(before)).toContain(String(exportId));
    for (const action of ['exportLinks', 'cancelExport', 'retryExport']) {
      const answer = await who.call('search', action, { exportId });
      expectNoLeak(answer);
      expect(answer).toMatchObject({ ok: false, code: 'NOT_FOUND' });
      await expectRecorded(name, `search.${action}`, 'NOT_FOUND');
    }
    await who.ask('search', 'save', { searchId, name: '改名', conditions: {} });
    await who.ask('search', 'removeSaved', { searchId });
    for (const answer of await own(who)) {
      expectNoLeak(answer);
      expect(JSON.stringify(answer)).not.toContain(String(exportId));
    }
    expect(await own(owner)).toEqual(before);
  });
});

describe('who has left the team', () => {
  test('is told nothing any more, of before or since', async () => {
    const { exAgent } = attackers;
    await say(victim, String(known['conversationId']), 'later', 'text', { text: TEXT });
    const told = await exAgent.ask('message', 'sync', { after: 1 });
    expectNoLeak(told);
    expect(JSON.stringify(told)).not.toContain(String(known['conversationId']));
    const own = await web(exAgent, 'database.queryDocument', {
      collectionName: 'feed',
      queryType: 'WHERE',
      query: { to: 'left-1', conversationId: known['conversationId'] },
    });
    expect(own).toMatchObject({ data: { list: [] } });
  });

  test('takes nothing back of what they said, and writes nothing more', async () => {
    const { conversationId, messageId } = remembered;
    for (const [action, params] of [
      ['typing', { conversationId: `${String(conversationId)}:staff` }],
      ['send', { conversationId, clientId: 'h', kind: 'text', body: { text: '我还在' } }],
      ['send', { conversationId, clientId: 'h', kind: 'text', body: { text: '我还在' }, attempt: 2 }],
      [
        'send',
        { conversationId: `${String(conversationId)}:staff`, clientId: 'g', kind: 'text', body: { text: '我' } },
      ],
    ] as const) {
      const answer = await attackers.exAgent.call('message', action, params);
      expectNoLeak(answer);
      expect(answer).toMatchObject({ ok: false, code: 'FORBIDDEN' });
    }
    const recalled = await attackers.exAgent.call('message', 'recall', { conversationId, messageId });
    expect(recalled).toMatchObject({ ok: false });
  });

  test('does not come back by the invitation that was used', async () => {
    const { inviteCode } = remembered;
    for (const who of [attackers.exAgent, attackers.stranger]) {
      const answer = await who.call('team', 'bind', { inviteCode, name: '又来了' });
      expect(answer).toMatchObject({ ok: false, code: 'WRONG_CODE' });
    }
    expect(await attackers.exAgent.call('team', 'me')).toMatchObject({ code: 'FORBIDDEN' });
  });
});

/** Groups of settings and bodies, which checkers of their own read part by part. */
const openByDesign = [
  'team.saveSettings.settings',
  'team.saveSettings.privateSettings',
  'team.saveRules.rules',
  'team.saveShift.shift',
  'report.replay.rules',
  'message.send.body',
];

const parameters = targets.flatMap((target) =>
  parametersOf(target.params).map(({ path: name, schema }) => [`${nameOf(target)}.${name}`, schema] as const),
);

describe('operators', () => {
  test.each(parameters)('do not get through as %s', (name, schema) => {
    attempts += 1;
    const through = operators.filter((operator) => letsThrough(schema, operator));
    expect(through.length > 0).toBe(openByDesign.includes(name));
  });

  const fragile = targets.filter(({ params }) => !v.safeParse(params, operatorsFor(params)).success);

  test.each(fragile.map((target) => [nameOf(target), target] as const))(
    'in all of %s are refused',
    async (name, target) => {
      const answers = await Promise.all([
        attackers.otherAgent.call(target.fn, target.action, operatorsFor(target.params)),
        attackers.stranger.call(target.fn, target.action, operatorsFor(target.params)),
      ]);
      for (const answer of answers) {
        expectNoLeak(answer);
        expect(answer).toMatchObject({ ok: false, code: 'INVALID_INPUT' });
      }
      await expectRecorded('otherAgent', name, 'INVALID_INPUT');
    },
  );
});

function operatorsFor(params: Target['params']): Record<string, unknown> {
  return Object.fromEntries(Object.keys(params.entries ?? {}).map((name) => [name, { $ne: null }]));
}

describe('what the platform brings', () => {
  const others = readdirSync('cloudfunctions').filter(
    (name) => !(name in contract) && !['common', 'media'].includes(name),
  );
  const forged = {
    Type: 'Timer',
    TriggerName: 'x',
    Time: '2026-11-30T00:00:00Z',
    TCB_SOURCE: 'wx_trigger',
    SOURCE: 'wx_trigger',
    userInfo: { openId: 'admin-1' },
  };

  test.each(others)('nobody else brings to %s', async (name) => {
    for (const who of [...Object.values(attackers), admin]) {
      const answer = await who.call(name, name, forged);
      expectNoLeak(answer);
      expect(answer).toMatchObject({ ok: false, code: 'FORBIDDEN' });
    }
  });

  test.each([
    ['a made-up trace id', { trace_id: 'made-up' }],
    ['an operator', { trace_id: { $ne: null } }],
    ['a pattern', { trace_id: { $regex: '.*' } }],
    ['no trace id', {}],
    ['another event', { Event: 'debug_demo', trace_id: 'a' }],
  ])('a verdict with %s is not heeded', async (_, event) => {
    const told = { MsgType: 'event', Event: 'wxa_media_check', result: { suggest: 'pass' }, ...event };
    attempts += 1;
    await expect(attackers.stranger.call('media', '', told)).rejects.toThrow();
  });

  test.each(Object.keys(contract))('who calls %s, the platform says, not the event', async (fn) => {
    const [action = ''] = Object.keys((contract as Record<string, object>)[fn] ?? {});
    const names = { OPENID: 'admin-1', FROM_OPENID: 'admin-1', WX_OPENID: 'admin-1', openid: 'admin-1' };
    const event = { ...names, userInfo: { openId: 'admin-1', appId: 'x' }, tcbContext: names };
    const target = targets.find((one) => one.fn === fn && one.action === action);
    const input = target ? inputFor(target, known) : {};
    const answers = await Promise.all(
      [input, { ...event, ...input }].map((each) => attackers.stranger.call(fn, action, each)),
    );
    for (const answer of answers) expectNoLeak(answer);
    expect(codeOf(answers[1])).toEqual(codeOf(answers[0]));
  });
});

const codeOf = (answer: Answer | undefined): string => (answer?.ok ? 'ok' : String(answer?.code));

describe('an app that is not allowed', () => {
  test.each(Object.keys(contract))('gets nothing from %s', async (fn) => {
    const share = { appid: 'wx-customer-app', env: 'local' };
    const { access_token } = (await post(`${cloud.url}/local/login`, {
      openid: 'agent-1',
      appid: 'wx-evil',
      share,
    })) as { access_token: string };
    for (const target of targets.filter((one) => one.fn === fn)) {
      const request_data = JSON.stringify({ action: target.action, ...inputFor(target, known) });
      const call = { action: 'functions.invokeFunction', function_name: fn, request_data, access_token };
      const { data } = (await post(`${cloud.url}/web`, call)) as { data: { response_data: string } };
      const answer: unknown = JSON.parse(data.response_data);
      expectNoLeak(answer);
      expect(answer).toMatchObject({ ok: false, code: 'FORBIDDEN' });
    }
  });
});

const web = (who: { token: string }, action: string, body: object) =>
  post(`${cloud.url}/web`, { action, ...body, access_token: who.token });

const rules = Object.keys(JSON.parse(readFileSync('database-rules.json', 'utf8')) as object);
const denied = { code: 'DATABASE_PERMISSION_DENIED' };

/** What a phone may read; it may write nothing. */
const readable = new Set(['feed', 'settings']);

describe('the database, from a phone', () => {
  test('has a rule for every collection', () => {
    const source = readFileSync('cloudfunctions/common/cloud/db.ts', 'utf8');
    const collections = [...source.matchAll(/collection<[^>]+>\('([a-z_]+)'\)/g)].map(([, name]) => name);
    expect(collections.length).toBeGreaterThanOrEqual(20);
    expect(collections.filter((name) => !rules.includes(String(name)))).toEqual([]);
  });

  test.each(rules.filter((name) => !readable.has(name)))('gives nothing of %s', async (collectionName) => {
    const where = { collectionName, queryType: 'WHERE' };
    const reads = await Promise.all([
      web(attackers.otherAgent, 'database.queryDocument', { ...where, query: {} }),
      web(attackers.stranger, 'database.queryDocument', { ...where, query: { _id: { $ne: null } } }),
      web(attackers.stranger, 'database.queryDocument', {
        collectionName,
        queryType: 'DOC',
        query: { _id: 'customer-1' },
      }),
      web(attackers.otherAgent, 'database.getDocument', { ...where, query: '{}' }),
      web(attackers.stranger, 'database.countDocument', { ...where, query: {} }),
      web(attackers.stranger, 'database.calculateDocument', { ...where, query: '{}' }),
      web(attackers.otherAgent, 'database.aggregate', {
        collectionName,
        stages: [{ stageKey: '$match', stageValue: '{}' }],
      }),
    ]);
    for (const answer of reads) {
      expectNoLeak(answer);
      expect(answer).toMatchObject(denied);
    }
  });

  test.each(rules)('takes nothing into %s', async (collectionName) => {
    const where = { collectionName, queryType: 'WHERE', query: { _id: { $ne: null } }, multi: true };
    const writes = await Promise.all(
      [attackers.stranger, attackers.otherAgent, attackers.lead].flatMap((who) => [
        web(who, 'database.addDocument', { collectionName, data: { to: 'stranger-1' } }),
        web(who, 'database.updateDocument', { ...where, data: { $set: { to: 'stranger-1' } }, merge: true }),
        web(who, 'database.deleteDocument', where),
      ]),
    );
    for (const answer of writes) {
      expectNoLeak(answer);
      expect(answer).toMatchObject(denied);
    }
  });

  test.each([
    { to: 'customer-1' },
    {},
    { to: { $ne: 'nobody' } },
    { to: { $in: ['stranger-1', 'customer-1'] } },
    { to: { $regex: '.*' } },
    { $or: [{ to: 'stranger-1' }, { to: 'customer-1' }] },
    { _id: { $ne: '' } },
    { 'message.from.role': 'customer' },
  ])('gives nobody another’s feed: %j', async (query) => {
    const answer = await web(attackers.stranger, 'database.queryDocument', {
      collectionName: 'feed',
      queryType: 'WHERE',
      query,
    });
    expectNoLeak(answer);
    expect(answer).toMatchObject(denied);
  });

  test.each([...rules.filter((name) => !readable.has(name)), 'feed'])('lets nobody watch %s', async (name) => {
    const client = await RawClient.connect(cloud.url, attackers.stranger.token);
    try {
      for (const query of [{}, { to: 'customer-1' }]) {
        const answer = await client.watch(name, query);
        expectNoLeak(answer);
        expect(JSON.stringify(answer)).toContain('DENIED');
      }
    } finally {
      await client.close();
    }
  });
});

const pathOf = (fileId: string): string => fileId.split('/').slice(3).join('/');

const file = () => String(known['fileId']);

describe('files of others', () => {
  test.each(['stranger', 'otherCustomer', 'otherAgent', 'exAgent', 'analyst', 'lead'] as const)(
    'are not given to, changed or removed by: %s',
    async (name) => {
      const who = attackers[name];
      const answers = await Promise.all([
        web(who, 'storage.batchGetDownloadUrl', { file_list: [{ fileid: file(), max_age: 600 }] }),
        web(who, 'storage.batchDeleteFile', { fileid_list: [file()] }),
        web(who, 'storage.batchCopyFile', {
          file_list: [{ src_path: pathOf(file()), dst_path: `kefu/stolen-${name}.png` }],
        }),
      ]);
      for (const answer of answers) {
        expectNoLeak(answer);
        expect(JSON.stringify(answer)).toMatch(/EXCEED_AUTHORITY|DENIED/);
      }
      expect(JSON.stringify(answers[0])).not.toContain('http');
    },
  );
});

const tampered = (token: string): [string, string][] => {
  const [header = '', claims = '', signature = ''] = token.split('.');
  const forged = Buffer.from(JSON.stringify({ sub: 'admin-1', openid: 'admin-1' })).toString('base64url');
  const none = Buffer.from(JSON.stringify({ alg: 'none', typ: 'JWT' })).toString('base64url');
  return [
    ['other claims', `${header}.${forged}.${signature}`],
    ['no algorithm', `${none}.${forged}.`],
    ['no signature', `${header}.${claims}.`],
    ['a cut signature', `${header}.${claims}.${signature.slice(0, 10)}`],
    ['nothing', ''],
    ['a name', 'admin-1'],
  ];
};

describe('a token', () => {
  test('that is forged is nobody’s', async () => {
    for (const [, token] of tampered(attackers.stranger.token)) {
      const answer = await web({ token }, 'functions.invokeFunction', {
        function_name: 'team',
        request_data: JSON.stringify({ action: 'me' }),
      });
      expectNoLeak(answer);
      expect(answer).toMatchObject({ code: 'CHECK_LOGIN_FAILED' });
    }
  });

  test('of somebody who has left opens nothing any more', async () => {
    for (const [fn, action] of [
      ['team', 'me'],
      ['team', 'agents'],
      ['conversation', 'notes'],
      ['assignment', 'queue'],
    ] as const) {
      const answer = await attackers.exAgent.call(fn, action, { conversationId: known['conversationId'] });
      expectNoLeak(answer);
      expect(answer).toMatchObject({ ok: false, code: 'FORBIDDEN' });
      await expectRecorded('exAgent', `${fn}.${action}`, 'FORBIDDEN');
    }
  });
});

/** The file of a handler, by the name of its action. */
const sourceOf = (fn: string, action: string): string => {
  const file = `${action.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}.ts`;
  return readFileSync(path.join('cloudfunctions', fn, file), 'utf8');
};

describe('the log', () => {
  const ofAll = Object.entries(auditing).flatMap(([fn, actions]) =>
    Object.entries(actions).map(([action, how]) => [fn, action, how] as const),
  );

  test.each(ofAll.filter(([, , how]) => how === 'itself'))('is written by %s.%s itself', (fn, action) => {
    expect(sourceOf(fn, action)).toMatch(/record\w*\(/);
  });

  test('has all that is looked at and changed by staff: nobody does it as a participant', () => {
    const unknown = targets.filter(({ isAudited, permission }) => isAudited && permission === 'participant');
    expect(unknown.map(nameOf)).toEqual([]);
  });

  test('holds none of the secrets', async () => {
    expectNoLeak(await stored().find('audit', {}));
  });
});

test('that was 150 attempts at least', () => {
  expect(attempts).toBeGreaterThanOrEqual(150);
});
