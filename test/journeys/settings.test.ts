import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import tcb from '@cloudbase/node-sdk';
import type { Problem } from '../../cloudfunctions/common/protocol/problems';
import type { QuickReply } from '../../cloudfunctions/common/protocol/quick-replies';
import { seedDemo } from '../../scripts/demo/seed';
import { settings as demoSettings } from '../../scripts/demo/settings';
import { startTestCloud, type TestCloud } from '../support/cloud';
import { person, records, type Person } from '../support/people';

let cloud: TestCloud;
let admin: Person;
let lead: Person;
let agent: Person;

beforeAll(async () => {
  cloud = await startTestCloud();
  admin = await person(cloud.url, 'admin-1');
  lead = await person(cloud.url, 'lead-1');
  agent = await person(cloud.url, 'agent-1');
});
afterAll(() => cloud.close());

const MINUTE_MS = 60_000;
const problemsOf = async () => (await lead.ask('team', 'checkConfiguration'))['problems'] as Problem[];
const stored = (name: string, _id: string) => records(cloud.url).find(name, { _id });

test('the demo is set up without a fault, once', async () => {
  expect(await problemsOf()).toEqual([]);
  const everything = () =>
    Promise.all(
      ['settings', 'settings_private', 'quick_replies', 'agents', 'customers'].map((name) =>
        records(cloud.url).find(name, {}),
      ),
    );
  const before = await everything();
  await seedDemo(cloud.url);
  expect(await everything()).toEqual(before);
});

describe('settings', () => {
  const changed = { ...demoSettings, welcome: '欢迎光临', privacy: { version: 3, text: '隐私' } };

  test('that an admin saves reach both sides within a minute, and who changed them is written down', async () => {
    const customer = await person(cloud.url, 'settings-customer');
    await customer.ask('conversation', 'open');
    expect(await admin.ask('team', 'saveSettings', { settings: changed })).toEqual({ isSaved: true, problems: [] });
    await cloud.moveClock(MINUTE_MS);
    expect(await customer.ask('conversation', 'open')).toMatchObject({ settings: changed, service: { isOpen: true } });
    expect(await agent.ask('team', 'me')).toMatchObject({ settings: changed });
    expect(await admin.ask('team', 'settings')).toMatchObject({ settings: changed });
    const entries = await records(cloud.url).find('audit', { action: 'team.saveSettings' });
    expect(entries).toMatchObject([{ who: { role: 'admin', id: 'admin-1' }, target: { parts: 'settings' } }]);
  });

  test('with a fault are not saved, and the fault is named', async () => {
    const before = await stored('settings', 'public');
    const answer = await admin.ask('team', 'saveSettings', {
      settings: { ...changed, quickQuestions: ['好', ''] },
      privateSettings: { moderation: { words: 'x' } },
    });
    expect(answer).toEqual({
      isSaved: false,
      problems: [
        { document: 'settings', id: 'public', path: 'quickQuestions[1]', code: 'empty', detail: '1' },
        { document: 'settings_private', id: 'private', path: 'moderation.words', code: 'notList' },
      ],
    });
    expect(await stored('settings', 'public')).toEqual(before);
  });

  test('that are hard to read are saved, and said', async () => {
    const theme = { light: { own: '#555555' }, dark: {}, fontScale: 1, icons: {} };
    const { isSaved, problems } = await admin.ask('team', 'saveSettings', { settings: { ...changed, theme } });
    expect([isSaved, problems]).toMatchObject([
      true,
      [{ path: 'theme.light.own', code: 'lowContrast', isWarning: true }],
    ]);
  });

  test('tell the customer when somebody is there again', async () => {
    const { leaseUntil } = await agent.ask('assignment', 'status', { status: 'online' });
    const open = [{ from: '09:00', to: '18:00' }];
    const holidays = [0, 1].map((days) => new Date(Number(leaseUntil) + days * 86_400_000).toISOString().slice(0, 10));
    const hours = { week: Array.from({ length: 7 }, () => open), holidays, utcOffsetMinutes: 0 };
    await admin.ask('team', 'saveSettings', { settings: { ...changed, hours } });
    await cloud.moveClock(MINUTE_MS);
    const customer = await person(cloud.url, 'late-customer');
    const opensAt = Date.parse(`${holidays[1]}T09:00Z`) + 86_400_000;
    expect(await customer.ask('conversation', 'open')).toMatchObject({ service: { isOpen: false, opensAt } });
  });

  test('hold on when they cannot be read for a while', async () => {
    const customer = await person(cloud.url, 'patient-customer');
    const { settings } = await customer.ask('conversation', 'open');
    await cloud.moveClock(MINUTE_MS);
    await cloud.addFault({ target: 'database', match: 'settings', kind: 'error', rate: 1 });
    expect(await customer.ask('conversation', 'open')).toMatchObject({ settings });
    await cloud.clearFaults();
  });

  test('edited into nonsense by hand stop nobody, and every fault is listed', async () => {
    await records(cloud.url).change(
      'settings',
      { _id: 'public' },
      { theme: 'rot', quickQuestions: { $x: 1 }, hours: 7, welcom: '您好' },
    );
    await records(cloud.url).change(
      'settings_private',
      { _id: 'private' },
      { alerts: { onCall: ['nobody'], robotUrl: 'x' } },
    );
    await records(cloud.url).change('agents', { _id: 'agent-3' }, { role: 'boss', capacity: '五' });
    await records(cloud.url).change('quick_replies', { _id: 'team:demo-1' }, { text: 5, owner: 'agent-9' });
    await cloud.moveClock(MINUTE_MS);
    const customer = await person(cloud.url, 'calm-customer');
    expect(await customer.ask('conversation', 'open')).toMatchObject({
      settings: { quickQuestions: [], theme: { fontScale: 1 } },
    });
    const found = (await problemsOf()).map(({ document, id, path, code }) => `${document}/${id} ${path} ${code}`);
    expect(found).toEqual(
      expect.arrayContaining([
        'settings/public theme notGroup',
        'settings/public quickQuestions notList',
        'settings/public hours notGroup',
        'settings/public welcom unknownField',
        'settings_private/private alerts.robotUrl notAddress',
        'settings_private/private alerts.onCall[0] unknownAgent',
        'agents/agent-3 role notChoice',
        'agents/agent-3 capacity notNumber',
        'quick_replies/team:demo-1 text notText',
        'quick_replies/team:demo-1 owner unknownAgent',
      ]),
    );
  });
});

const repliesOf = async (who: Person) => (await who.ask('team', 'quickReplies'))['replies'] as QuickReply[];

describe('quick replies', () => {
  const own = { replyId: 'mine', group: '私人', title: '再见', text: '再见，{customer}' };

  test('of one’s own are seen by nobody else, changed by saving again, and gone when removed', async () => {
    await agent.ask('team', 'saveQuickReply', own);
    await agent.ask('team', 'saveQuickReply', { ...own, text: '回见' });
    expect((await repliesOf(agent)).filter(({ isTeam }) => !isTeam)).toEqual([
      { ...own, text: '回见', isTeam: false, order: 0 },
    ]);
    expect((await repliesOf(lead)).map(({ title }) => title)).not.toContain('再见');
    await lead.ask('team', 'removeQuickReply', { replyId: 'mine' });
    expect((await repliesOf(agent)).map(({ title }) => title)).toContain('再见');
    await agent.ask('team', 'removeQuickReply', { replyId: 'mine' });
    await agent.ask('team', 'removeQuickReply', { replyId: 'mine' });
    expect((await repliesOf(agent)).map(({ title }) => title)).not.toContain('再见');
  });

  test('of the team are everybody’s, and only those who look after it change them; that is written down', async () => {
    await lead.ask('team', 'saveQuickReply', { ...own, replyId: 'all', isTeam: true, order: 3 });
    expect(await repliesOf(agent)).toContainEqual({ ...own, replyId: 'all', isTeam: true, order: 3 });
    for (const action of ['saveQuickReply', 'removeQuickReply'])
      expect(await agent.call('team', action, { ...own, replyId: 'all', isTeam: true })).toMatchObject({
        code: 'FORBIDDEN',
      });
    await admin.ask('team', 'removeQuickReply', { replyId: 'all', isTeam: true });
    expect(await repliesOf(agent)).not.toContainEqual(expect.objectContaining({ replyId: 'all' }));
    const entries = await records(cloud.url).find('audit', { 'target.replyId': 'all' }, 'at');
    const refused = { who: { id: 'agent-1' }, outcome: 'FORBIDDEN' };
    expect(entries).toMatchObject([{ who: { id: 'lead-1' } }, refused, refused, { who: { id: 'admin-1' } }]);
  });

  test('are in order, and one that makes no sense is left out', async () => {
    const replies = (await repliesOf(agent)).filter(({ isTeam }) => isTeam);
    expect(replies.map(({ order }) => order)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(replies.map(({ replyId }) => replyId)).toContain('demo-2');
  });

  test('come with a link to their picture', async () => {
    const app = tcb.init({ env: 'local', secretId: 'test', secretKey: 'test', serviceUrl: `${cloud.url}/admin` });
    const file = { cloudPath: 'kefu/replies/map.png', fileContent: Buffer.from('map') };
    const { fileID: image } = await app.uploadFile(file);
    await agent.ask('team', 'saveQuickReply', { ...own, replyId: 'map', image });
    const found = (await repliesOf(agent)).find(({ replyId }) => replyId === 'map')?.image;
    expect(found?.fileId).toBe(image);
    expect(await (await fetch(found?.url ?? '')).text()).toBe('map');
  });

  test.each([
    'cloud://local.bucket/kefu/other/a.png',
    'cloud://local.bucket/kefu/replies/../other/a.png',
    'cloud://local.bucket/kefu/replies/deep/a.png',
    'https://example.com/a.png',
  ])('have no picture from %s', async (image) => {
    expect(await agent.call('team', 'saveQuickReply', { ...own, image })).toMatchObject({ code: 'INVALID_INPUT' });
  });
});
