import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { AgentDocument } from '../../cloudfunctions/common/protocol/documents';
import { INVITE_MS, INVITE_TRIES, INVITE_TRIES_MS } from '../../cloudfunctions/common/protocol/limits';
import type { Problem } from '../../cloudfunctions/common/protocol/problems';
import type { AgentShift, Invite, Member } from '../../cloudfunctions/common/protocol/team';
import { startTestCloud, type TestCloud } from '../support/cloud';
import { person, records, type Person } from '../support/people';

let cloud: TestCloud;
let admin: Person;
let lead: Person;
let agent: Person;

beforeAll(async () => {
  cloud = await startTestCloud();
  [admin, lead, agent] = (await Promise.all(
    ['admin-1', 'lead-1', 'agent-1'].map((openid) => person(cloud.url, openid)),
  )) as [Person, Person, Person];
});
afterAll(() => cloud.close());

let strangers = 0;
const aStranger = () => {
  const openid = `stranger-${++strangers}`;
  return person(cloud.url, openid).then((who) => ({ who, openid }));
};

const invite = (who: Person, wanted: object = {}) => who.ask('team', 'invite', { role: 'agent', ...wanted });
const openInvites = async (who: Person) => (await who.ask('team', 'invites'))['invites'] as Invite[];
const roster = async () => (await admin.ask('team', 'roster'))['members'] as Member[];
const memberNamed = async (name: string) => (await roster()).find((member) => member.name === name);

describe('an invite code', () => {
  test('lets one stranger join, as what they were invited for, however they write it', async () => {
    const { code } = await invite(admin, { role: 'lead', capacity: 8 });
    expect(code).toMatch(/^[0-9A-Z]{5}-[0-9A-Z]{5}$/);
    const { who, openid } = await aStranger();
    expect(await who.call('team', 'me')).toMatchObject({ code: 'FORBIDDEN' });
    const inviteCode = ` ${String(code).toLowerCase().replace('-', ' ')}`;
    const me = await who.ask('team', 'bind', { inviteCode, name: ' 新来的 ' });
    expect(me).toMatchObject({ name: '新来的', role: 'lead', capacity: 8, to: openid, load: 0 });
    expect(await who.ask('team', 'me')).toEqual({ ...me, leaseUntil: expect.any(Number) });
    expect(await who.ask('assignment', 'status', { status: 'offline' })).toMatchObject({ presence: 'offline' });
  });

  test('is used up by one person, who may come back for the answer', async () => {
    const { code: inviteCode } = await invite(lead);
    const [first, second] = await Promise.all([aStranger(), aStranger()]);
    const me = await first.who.ask('team', 'bind', { inviteCode, name: '第一个' });
    expect(await second.who.call('team', 'bind', { inviteCode, name: '第二个' })).toMatchObject({ code: 'WRONG_CODE' });
    expect(await first.who.ask('team', 'bind', { inviteCode, name: '改名' })).toMatchObject({
      id: me['id'],
      name: '第一个',
    });
  });

  test('tried by ten at once lets in one', async () => {
    const { code: inviteCode } = await invite(lead);
    const people = await Promise.all(Array.from({ length: 10 }, aStranger));
    const answers = await Promise.all(people.map(({ who }) => who.call('team', 'bind', { inviteCode, name: '抢先' })));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect((await roster()).filter(({ name }) => name === '抢先')).toHaveLength(1);
  });

  test('two of one person at once make one member', async () => {
    const codes = await Promise.all([invite(admin), invite(admin)]);
    const { who } = await aStranger();
    const answers = await Promise.all(
      codes.map(({ code: inviteCode }) => who.ask('team', 'bind', { inviteCode, name: '一个人' })),
    );
    expect(answers[0]?.['id']).toBe(answers[1]?.['id']);
    expect((await roster()).filter(({ name }) => name === '一个人')).toHaveLength(1);
  });

  test('that was cut off anywhere is finished by trying again', async () => {
    for (let cut = 0; cut < 4; cut += 1) {
      const { code: inviteCode } = await invite(admin);
      const { who, openid } = await aStranger();
      await cloud.addFault({ target: 'function', match: 'team', kind: 'kill', rate: 1, count: 1 });
      await who.call('team', 'bind', { inviteCode, name: openid }).catch(() => undefined);
      expect(await who.ask('team', 'bind', { inviteCode, name: openid })).toMatchObject({ to: openid });
    }
  });

  test('ends after two days, and is kept as a hash', async () => {
    const { code, expiresAt, inviteId } = await invite(lead);
    const stored = JSON.stringify(await records(cloud.url).find('invites', {}));
    expect(stored).toContain(String(inviteId));
    for (const text of [code, String(code).replace('-', '')]) expect(stored).not.toContain(text);
    expect(Number(expiresAt)).toBeGreaterThan(Date.now() + INVITE_MS - 60_000);
    await cloud.moveClock(INVITE_MS + 1000);
    const { who } = await aStranger();
    expect(await who.call('team', 'bind', { inviteCode: code, name: '太晚' })).toMatchObject({ code: 'WRONG_CODE' });
    expect((await openInvites(admin)).map((one) => one.inviteId)).not.toContain(inviteId);
  });

  test('can be taken back until somebody has used it', async () => {
    const [open, used] = [await invite(lead), await invite(lead)];
    expect((await openInvites(lead)).find(({ inviteId }) => inviteId === open['inviteId'])).toMatchObject({
      by: '周岚',
    });
    await lead.ask('team', 'revoke', { inviteId: open['inviteId'] });
    await lead.ask('team', 'revoke', { inviteId: open['inviteId'] });
    const { who } = await aStranger();
    expect(await who.call('team', 'bind', { inviteCode: open['code'], name: '撤了' })).toMatchObject({
      code: 'WRONG_CODE',
    });
    await who.ask('team', 'bind', { inviteCode: used['code'], name: '用了' });
    expect(await lead.call('team', 'revoke', { inviteId: used['inviteId'] })).toMatchObject({ code: 'TOO_LATE' });
  });

  test('cannot be guessed by trying', async () => {
    const { who } = await aStranger();
    const { code: inviteCode } = await invite(lead);
    const guess = () => who.call('team', 'bind', { inviteCode: '00000-00000', name: '猜' });
    const answers = await Promise.all(Array.from({ length: INVITE_TRIES + 5 }, guess));
    const codes = answers.map((answer) => (answer.ok ? 'ok' : answer.code));
    expect(codes.filter((code) => code === 'WRONG_CODE')).toHaveLength(INVITE_TRIES);
    expect(await who.call('team', 'bind', { inviteCode, name: '猜' })).toMatchObject({ code: 'TOO_FAST' });
    await cloud.moveClock(INVITE_TRIES_MS + 1000);
    await who.ask('team', 'bind', { inviteCode, name: '猜' });
  });

  test.each([
    ['agent', 'agent'],
    ['lead', 'lead'],
    ['lead', 'admin'],
  ] as const)('an %s makes none for an %s', async (role, wanted) => {
    const who = { agent, lead }[role];
    expect(await who.call('team', 'invite', { role: wanted })).toMatchObject({ code: 'FORBIDDEN' });
  });

  test('of an admin is not for leads to see or to take back', async () => {
    const { inviteId } = await invite(admin, { role: 'admin' });
    expect((await openInvites(lead)).some((one) => one.role !== 'agent')).toBe(false);
    expect(await lead.call('team', 'revoke', { inviteId })).toMatchObject({ code: 'FORBIDDEN' });
    expect((await openInvites(admin)).map((one) => one.inviteId)).toContain(inviteId);
  });

  test('making and using one is written down', async () => {
    const { code: inviteCode, inviteId } = await invite(lead);
    const { who } = await aStranger();
    const { id } = await who.ask('team', 'bind', { inviteCode, name: '有记录' });
    const entries = await records(cloud.url).find('audit', { 'target.inviteId': inviteId });
    expect(entries).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ action: 'team.invite', who: { role: 'lead', id: 'lead-1' } }),
        expect.objectContaining({ action: 'team.bind', target: { inviteId, agentId: id } }),
      ]),
    );
  });
});

describe('a member', () => {
  test.each([
    ['agent', 'agent-2'],
    ['lead', 'lead-1'],
    ['lead', 'admin-1'],
  ] as const)('is not changed by an %s: %s', async (role, agentId) => {
    const who = { agent, lead }[role];
    for (const action of ['saveAgent', 'reactivate'])
      expect(await who.call('team', action, { agentId, capacity: 4 })).toMatchObject({ code: 'FORBIDDEN' });
  });

  test('becomes nothing that their changer could not look after', async () => {
    const promote = { agentId: 'agent-2', role: 'lead' };
    expect(await lead.call('team', 'saveAgent', promote)).toMatchObject({ code: 'FORBIDDEN' });
    expect(await admin.call('team', 'saveAgent', { agentId: 'admin-1', role: 'agent' })).toMatchObject({
      code: 'FORBIDDEN',
    });
    await admin.ask('team', 'saveAgent', promote);
    expect(await memberNamed('陈默')).toMatchObject({ role: 'lead' });
    await admin.ask('team', 'saveAgent', { ...promote, role: 'agent' });
  });

  test.each([{ capacity: 0 }, { capacity: 21 }, { capacity: 1.5 }, { weight: 0 }, { skills: ['nonsense'] }])(
    'is not changed into nonsense: %j',
    async (changes) => {
      const answer = await admin.call('team', 'saveAgent', { agentId: 'agent-2', ...changes });
      expect(answer).toMatchObject({ code: 'INVALID_INPUT' });
    },
  );

  test('keeps what is not changed', async () => {
    const before = await memberNamed('陈默');
    await lead.ask('team', 'saveAgent', { agentId: 'agent-2', weight: 2 });
    expect(await memberNamed('陈默')).toEqual({ ...before, weight: 2 });
    const [entry] = await records(cloud.url).find('audit', { action: 'team.saveAgent', 'target.weight': 2 });
    expect(entry).toMatchObject({ who: { id: 'lead-1' }, target: { agentId: 'agent-2' } });
  });

  test('with less room keeps everybody they serve, and with more gets those who wait', async () => {
    const customers = await Promise.all(Array.from({ length: 3 }, aStranger));
    await agent.ask('assignment', 'status', { status: 'online' });
    await lead.ask('team', 'saveAgent', { agentId: 'agent-1', capacity: 2 });
    for (const { who } of customers) await who.ask('conversation', 'open');
    expect(await memberNamed('苏晴')).toMatchObject({ load: 2, capacity: 2 });
    await lead.ask('team', 'saveAgent', { agentId: 'agent-1', capacity: 1 });
    expect(await memberNamed('苏晴')).toMatchObject({ load: 2, capacity: 1 });
    await lead.ask('team', 'saveAgent', { agentId: 'agent-1', capacity: 5 });
    expect(await memberNamed('苏晴')).toMatchObject({ load: 3, capacity: 5 });
  });
});

const shiftsOf = async (who: Person) => (await who.ask('team', 'shifts'))['shifts'] as AgentShift[];

/** A newcomer to the team with room for `capacity`, on duty. */
async function joined(capacity: number, role = 'agent') {
  const { code: inviteCode } = await invite(admin, { role, capacity });
  const { who, openid } = await aStranger();
  const { id } = await who.ask('team', 'bind', { inviteCode, name: openid });
  await who.ask('assignment', 'status', { status: 'online' });
  return { who, openid, id: String(id) };
}

const open = async () => {
  const { who } = await aStranger();
  const { conversationId } = await who.ask('conversation', 'open');
  await who.ask('message', 'send', { conversationId, clientId: 'hello', kind: 'text', body: { text: '在吗' } });
  return { customer: who, conversationId: String(conversationId) };
};
const conversation = (id: string) => records(cloud.url).conversation(id);
const SWEEP_EVERY_MS = 60_000;
const feedOf = (to: string) => records(cloud.url).find('feed', { to });

describe('somebody who is deactivated', () => {
  /** Nobody but the newcomers is on duty. */
  beforeEach(async () => {
    for (const colleague of await roster())
      await records(cloud.url).change('agents', { _id: colleague.id }, { presence: 'offline' });
  });

  test('gives what they have to others at once, reads nothing any more, and is refused', async () => {
    const gone = await joined(2);
    const [first, second] = [await open(), await open()];
    await first.customer.ask('conversation', 'close', { conversationId: first.conversationId });
    const colleague = await joined(5);
    expect((await feedOf(gone.openid)).length).toBeGreaterThan(0);
    await lead.ask('team', 'deactivate', { agentId: gone.id });

    expect(await conversation(second.conversationId)).toMatchObject({ status: 'active', agentId: colleague.id });
    for (const { conversationId } of [first, second])
      expect((await conversation(conversationId)).readers).not.toContain(gone.openid);
    expect(await feedOf(gone.openid)).toEqual([]);
    expect(await records(cloud.url).find('agents', { _id: gone.id })).toMatchObject([{ holding: [] }]);
    const { conversationId } = second;
    for (const [fn, action, params] of [
      ['team', 'me', {}],
      ['assignment', 'status', { status: 'online' }],
      ['message', 'history', { conversationId, limit: 10 }],
      ['conversation', 'keys', { conversationId }],
      ['conversation', 'list', { conversationId }],
      ['message', 'send', { conversationId, clientId: 'late', kind: 'text', body: { text: '我还在' } }],
    ] as const)
      expect([action, await gone.who.call(fn, action, params)]).toMatchObject([action, { code: 'FORBIDDEN' }]);
    expect(await gone.who.ask('conversation', 'list')).toEqual({ conversations: [] });
    expect(await gone.who.ask('message', 'sync', { after: 0 })).toMatchObject({ documents: [] });
    expect((await agent.ask('team', 'agents'))['agents']).not.toContainEqual(expect.objectContaining({ id: gone.id }));
    expect(
      await records(cloud.url).find('audit', { action: 'team.deactivate', 'target.agentId': gone.id }),
    ).toHaveLength(1);
  });

  test('when nobody else is there, leaves their customers waiting for who comes next', async () => {
    const gone = await joined(1);
    const { conversationId } = await open();
    await lead.ask('team', 'deactivate', { agentId: gone.id });
    expect(await conversation(conversationId)).toMatchObject({ status: 'queued' });
    const next = await joined(1);
    expect(await conversation(conversationId)).toMatchObject({ status: 'active', agentId: next.id });
  });

  test('wherever that is cut off, is out of everything after the next sweep', async () => {
    const atAnyTime = { target: 'function', match: 'team' } as const;
    const atRequestsOf = ['audit', 'conversations', 'agents', 'invites', 'feed'].map(
      (match) => ({ target: 'database', match }) as const,
    );
    for (const cut of [atAnyTime, atAnyTime, ...atRequestsOf]) {
      const gone = await joined(2);
      const { conversationId } = await open();
      await cloud.addFault({ ...cut, kind: 'kill', rate: 1, count: 1 });
      await lead.call('team', 'deactivate', { agentId: gone.id }).catch(() => undefined);
      await cloud.clearFaults();
      const [{ deactivatedAt }] = (await records(cloud.url).find('agents', { _id: gone.id })) as [AgentDocument];
      if (deactivatedAt === undefined) continue;
      await cloud.moveClock(SWEEP_EVERY_MS);
      await cloud.runTimer('sweep');
      const { readers, agentId } = await conversation(conversationId);
      expect([readers.includes(gone.openid), agentId === gone.id]).toEqual([false, false]);
      expect(await feedOf(gone.openid)).toEqual([]);
      const [left] = (await records(cloud.url).find('agents', { _id: gone.id })) as [AgentDocument];
      expect([left.isLeaving, left.holding]).toEqual([undefined, []]);
    }
  });

  test('comes back when let in again, or by another invitation, never by the one they came by', async () => {
    const { code: inviteCode } = await invite(admin);
    const { who, openid } = await aStranger();
    const { id: agentId } = await who.ask('team', 'bind', { inviteCode, name: openid });
    await lead.ask('team', 'deactivate', { agentId });
    expect(await who.call('team', 'bind', { inviteCode, name: openid })).toMatchObject({ code: 'WRONG_CODE' });
    await lead.ask('team', 'reactivate', { agentId });
    expect(await who.ask('team', 'me')).toMatchObject({ id: agentId, presence: 'offline' });
    await lead.ask('team', 'deactivate', { agentId });
    const again = await invite(admin, { capacity: 9 });
    const me = await who.ask('team', 'bind', { inviteCode: again['code'], name: '回来了' });
    expect(me).toMatchObject({ id: agentId, name: '回来了', capacity: 9 });
  });

  test('leaves no invitation behind that would let them in again', async () => {
    const gone = await joined(1, 'lead');
    const { code: inviteCode } = await invite(gone.who);
    await admin.ask('team', 'deactivate', { agentId: gone.id });
    expect(await gone.who.call('team', 'bind', { inviteCode, name: '后门' })).toMatchObject({ code: 'WRONG_CODE' });
  });

  test('is neither oneself, nor the last admin', async () => {
    expect(await admin.call('team', 'deactivate', { agentId: 'admin-1' })).toMatchObject({ code: 'FORBIDDEN' });
    const other = await joined(1, 'admin');
    await Promise.all([
      admin.call('team', 'deactivate', { agentId: other.id }),
      other.who.call('team', 'deactivate', { agentId: 'admin-1' }),
    ]);
    const admins = (await records(cloud.url).find('agents', { role: 'admin' })) as AgentDocument[];
    expect(admins.filter(({ deactivatedAt }) => deactivatedAt === undefined).length).toBeGreaterThan(0);
    await records(cloud.url).remove('agents', { _id: other.id });
  });

  test.each([
    ['agent', 'agent-2'],
    ['lead', 'lead-1'],
    ['lead', 'admin-1'],
  ] as const)('is not so by an %s: %s', async (role, agentId) => {
    expect(await { agent, lead }[role].call('team', 'deactivate', { agentId })).toMatchObject({ code: 'FORBIDDEN' });
  });

  test('who becomes an analyst serves nobody any more', async () => {
    const analyst = await joined(1);
    const { conversationId } = await open();
    await admin.ask('team', 'saveAgent', { agentId: analyst.id, role: 'analyst' });
    expect(await conversation(conversationId)).toMatchObject({ status: 'queued' });
    expect(await analyst.who.call('assignment', 'status', { status: 'online' })).toMatchObject({ code: 'FORBIDDEN' });
  });
});

describe('a shift', () => {
  const nine = { from: '09:00', to: '18:00' };
  const everyDay = Array.from({ length: 7 }, () => [nine]);
  const never = Array.from({ length: 7 }, () => []);

  test('is planned by leads, and read by the agent it is for', async () => {
    const shift = { week: everyDay, onCall: never };
    await lead.ask('team', 'saveShift', { agentId: 'agent-1', shift });
    expect(await shiftsOf(agent)).toEqual([
      { agentId: 'agent-1', name: '苏晴', role: 'agent', shift, canChange: false },
    ]);
    expect((await shiftsOf(lead)).find(({ agentId }) => agentId === 'agent-1')).toMatchObject({
      shift,
      canChange: true,
    });
    expect(await records(cloud.url).find('audit', { action: 'team.saveShift' })).toMatchObject([
      { who: { id: 'lead-1' }, target: { agentId: 'agent-1' } },
    ]);
  });

  test.each([
    ['not a week', { week: [[nine]] }],
    ['no time', { week: [[{ from: '9', to: '18:00' }], [], [], [], [], [], []] }],
    ['overlapping', { week: [[nine, { from: '17:00', to: '19:00' }], [], [], [], [], [], []] }],
    ['unknown', { weeks: everyDay }],
  ])('that makes no sense is refused: %s', async (_, shift) => {
    expect(await lead.call('team', 'saveShift', { agentId: 'agent-1', shift })).toMatchObject({
      code: 'INVALID_INPUT',
    });
  });

  test('of a lead is not for leads to plan, and none is for agents', async () => {
    const shift = { week: everyDay, onCall: never };
    expect(await lead.call('team', 'saveShift', { agentId: 'lead-1', shift })).toMatchObject({ code: 'FORBIDDEN' });
    expect(await agent.call('team', 'saveShift', { agentId: 'agent-1', shift })).toMatchObject({ code: 'FORBIDDEN' });
  });
});

test('what somebody wrote into a member by hand is named', async () => {
  const stored = records(cloud.url);
  await stored.change('agents', { _id: 'agent-3' }, { capacity: 50, shift: { week: 'always' } });
  const { problems } = (await lead.ask('team', 'checkConfiguration')) as { problems: Problem[] };
  expect(problems).toEqual([
    { document: 'agents', id: 'agent-3', path: 'capacity', code: 'outOfRange', detail: '20' },
    { document: 'agents', id: 'agent-3', path: 'shift.week', code: 'notWeek' },
  ]);
  expect((await shiftOf('agent-3'))?.shift.week).toHaveLength(7);
});

const shiftOf = async (id: string) =>
  ((await admin.ask('team', 'shifts'))['shifts'] as AgentShift[]).find(({ agentId }) => agentId === id);
