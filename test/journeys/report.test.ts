import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Live, Outcome, Replayed } from '../../cloudfunctions/common/protocol/report';
import { dayAt } from '../../cloudfunctions/common/domain/calendar';
import { startTestCloud, type TestCloud } from '../support/cloud';
import { person, records, type Person } from '../support/people';

const MINUTE = 60_000;

let cloud: TestCloud;
let presale: Person;
let technical: Person;
let lead: Person;
let admin: Person;

beforeAll(async () => {
  cloud = await startTestCloud();
  [presale, technical, lead, admin] = (await Promise.all(
    ['agent-1', 'agent-2', 'lead-1', 'admin-1'].map((id) => person(cloud.url, id)),
  )) as [Person, Person, Person, Person];
});
afterAll(() => cloud.close());

const overflowing = {
  skills: [
    { id: 'presale', name: '售前' },
    { id: 'technical', name: '技术', pages: ['manual'], overflow: [{ afterSeconds: 120, to: 'presale' }] },
  ],
};

const live = async (who: Person) => (await who.ask('report', 'live')) as unknown as Live;
const online = (agent: Person) => agent.ask('assignment', 'status', { status: 'online' });

async function open(openid: string, page?: string) {
  const customer = await person(cloud.url, openid);
  const { conversationId } = await customer.ask('conversation', 'open', page === undefined ? {} : { source: { page } });
  return { customer, conversationId: String(conversationId) };
}

const close = ({ customer, conversationId }: Awaited<ReturnType<typeof open>>) =>
  customer.ask('conversation', 'close', { conversationId });

test('rules are saved whole by admins, with a fault not at all, and who did it is written down', async () => {
  expect(await admin.ask('team', 'saveRules', { rules: overflowing })).toEqual({ isSaved: true, problems: [] });
  const { rules } = await lead.ask('team', 'rules');
  expect(rules).toMatchObject({ strategy: 'leastLoaded', skills: [{ id: 'presale' }, { id: 'technical' }] });
  const wrong = { strategy: 'fairest', skills: [{ id: 'x', overflow: [{ afterSeconds: 1, to: 'nowhere' }] }] };
  expect(await admin.ask('team', 'saveRules', { rules: wrong })).toMatchObject({
    isSaved: false,
    problems: [
      { id: 'assignment', path: 'strategy', code: 'notChoice' },
      { id: 'assignment', path: 'skills[0].overflow[0].to', code: 'unknownSkill' },
    ],
  });
  expect(await lead.ask('team', 'rules')).toEqual({ rules });
  for (const who of [lead, presale])
    expect(await who.call('team', 'saveRules', { rules: {} })).toMatchObject({ code: 'FORBIDDEN' });
  const entries = await records(cloud.url).find('audit', { action: 'team.saveRules' });
  expect(entries.filter((entry) => (entry as { outcome?: string }).outcome === undefined)).toMatchObject([
    { who: { role: 'admin', id: 'admin-1' } },
  ]);
  await cloud.moveClock(MINUTE + 1);
});

test('the board shows who waits, who works and how the day went; a day replayed by its own rules gives the waits that happened', async () => {
  await online(presale);
  const first = await open('first');
  const reader = await open('reader', 'manual');
  const board = await live(lead);
  expect(board.lines).toMatchObject([{ skill: 'technical', name: '技术', count: 1, isPool: false }]);
  expect(board.agents.find(({ id }) => id === 'agent-1')).toMatchObject({
    presence: 'online',
    load: 1,
    capacity: 5,
    skills: ['售前'],
  });
  expect(board.today).toEqual({ arrived: 2, served: 1, abandoned: 0, closed: 0, medianWaitMs: 0 });

  await cloud.moveClock(MINUTE);
  await online(presale);
  await cloud.moveClock(70_000);
  await cloud.runTimer('sweep');
  await online(technical);
  const second = await open('second', 'manual');
  await cloud.moveClock(MINUTE);
  for (const one of [first, reader, second]) await close(one);

  const waits = await Promise.all([first, reader].map(waitOf));
  expect(waits[0]).toBe(0);
  expect(waits[1]).toBeGreaterThan(2 * MINUTE);
  const day = dayAt(board.at);
  const replayed = (await lead.ask('report', 'replay', { day, rules: overflowing })) as unknown as Replayed;
  expect(replayed.problems).toEqual([]);
  expect(replayed.draft).toEqual(replayed.current);
  const { actual, current } = replayed;
  expect(current).toMatchObject({ arrived: 3, served: 3, unserved: 0, byOverflow: 1, inTime: 2 });
  expect({ ...current, wait: undefined, shares: undefined }).toEqual({ ...actual, wait: undefined, shares: undefined });
  expect(Math.abs(maxOf(current) - maxOf(actual))).toBeLessThanOrEqual(MINUTE);
  expect(current.shares.map(({ id, served }) => [id, served])).toEqual(
    actual.shares.map(({ id, served }) => [id, served]),
  );
});

const maxOf = ({ wait }: Outcome): number => wait?.maxMs ?? NaN;

async function waitOf({ conversationId }: { conversationId: string }): Promise<number> {
  const { assignedAt = NaN, queuedAt } = await records(cloud.url).conversation(conversationId);
  return assignedAt - queuedAt;
}

test('other rules give other waits, and rules that make no sense are named and not run', async () => {
  const day = dayAt((await live(lead)).at);
  const strict = { skills: [{ id: 'presale' }, { id: 'technical', pages: ['manual'] }] };
  const { current, draft } = (await lead.ask('report', 'replay', { day, rules: strict })) as unknown as Replayed;
  expect(draft && maxOf(draft)).toBeGreaterThan(0);
  expect([current.byOverflow, draft?.byOverflow]).toEqual([1, 0]);
  const refused = (await lead.ask('report', 'replay', { day, rules: { strategy: 'x' } })) as unknown as Replayed;
  expect(refused.problems).toMatchObject([{ path: 'strategy', code: 'notChoice' }]);
  expect(refused.draft).toBeUndefined();
  expect(await lead.call('report', 'replay', { day: '2026-02-31', rules: {} })).toMatchObject({
    code: 'INVALID_INPUT',
  });
  expect(await presale.call('report', 'replay', { day, rules: {} })).toMatchObject({ code: 'FORBIDDEN' });
});

test('who looks at the board is told of the customer who waits for each, and may open it only if it is theirs', async () => {
  await online(presale);
  const { customer, conversationId } = await open('asking');
  const waitingSince = (await live(lead)).at;
  await records(cloud.url).change('conversations', { _id: conversationId }, { waitingSince });
  const owner = (await records(cloud.url).conversation(conversationId)).agentId;
  const seenBy = async (who: Person) => (await live(who)).agents.find(({ id }) => id === owner);
  expect(await seenBy(lead)).toMatchObject({ unanswered: 1, since: waitingSince, conversationId });
  const [own, other] = owner === 'agent-1' ? [presale, technical] : [technical, presale];
  expect(await seenBy(own)).toMatchObject({ conversationId });
  expect(await seenBy(other)).not.toHaveProperty('conversationId');
  expect(await customer.call('report', 'live')).toMatchObject({ code: 'FORBIDDEN' });
});
