import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { INVITE_MS } from '../../cloudfunctions/common/protocol/limits';
import type { MediaLink } from '../../cloudfunctions/common/protocol/message';
import { RawClient } from '../emulator/watch/raw-client';
import { startTestCloud, type TestCloud } from '../support/cloud';
import { upload } from '../support/files';
import { meet, type Meeting } from '../support/meeting';
import { person, post, type Person } from '../support/people';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

let cloud: TestCloud;
let agent: Person;
let meeting: Meeting;

beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.close());

/** Time goes by: everybody signs in again. */
beforeEach(async () => {
  agent = await person(cloud.url, 'agent-1');
  meeting = await meet(cloud.url, agent);
});

/** The agent has room for the next. */
afterEach(async () => {
  const lead = await person(cloud.url, 'lead-1');
  await lead.call('conversation', 'close', { conversationId: meeting.conversationId });
});

const web = (token: string, action: string, body: object = {}) =>
  post(`${cloud.url}/web`, { action, ...body, access_token: token });

type Permit = { url: string; authorization: string; fileId: string };

/** What somebody's phone gets that is about to upload. */
async function permit(path: string): Promise<Permit> {
  const { data } = (await web(meeting.customer.token, 'storage.getUploadMetadata', { path })) as { data: Permit };
  return data;
}

const put = (url: string, authorization: string) =>
  fetch(url, { method: 'PUT', headers: { authorization }, body: 'x' });

const linkTo = async (fileid: string): Promise<unknown> =>
  web(meeting.customer.token, 'storage.batchGetDownloadUrl', { file_list: [{ fileid, max_age: 600 }] });

/** A link that a function gave to the agent. */
async function linkToPicture(): Promise<MediaLink> {
  const { customer, conversationId } = meeting;
  const fileId = await upload(cloud.url, customer, `kefu/${conversationId}/cat.png`, 'a cat');
  const body = { fileId, width: 1, height: 1, size: 1 };
  const said = { conversationId, clientId: 'a', kind: 'image', body };
  const { messageId } = await customer.ask('message', 'send', said);
  const { links } = await agent.ask('message', 'links', { conversationId, messageIds: [messageId] });
  const [link] = links as MediaLink[];
  if (!link) throw new Error('There is no link.');
  return link;
}

describe('a permission to upload', () => {
  test('ends after a while', async () => {
    const { url, authorization, fileId } = await permit(`kefu/${meeting.conversationId}/late.png`);
    await cloud.moveClock(16 * MINUTE);
    expect((await put(url, authorization)).status).toBe(403);
    expect(JSON.stringify(await linkTo(fileId))).toContain('STORAGE_FILE_NONEXIST');
  });

  test('is for its own place, and for nothing but uploading', async () => {
    const [one, other] = await Promise.all(
      ['one', 'other'].map((name) => permit(`kefu/${meeting.conversationId}/${name}.png`)),
    );
    await put(other?.url ?? '', one?.authorization ?? '');
    expect(JSON.stringify(await linkTo(other?.fileId ?? ''))).toContain('STORAGE_FILE_NONEXIST');
    expect((await fetch(`${one?.url}?sign=${one?.authorization}`)).status).toBe(403);
    const { url } = await linkToPicture();
    const sign = new URL(url).searchParams.get('sign') ?? '';
    expect((await put(url.split('?')[0] ?? '', sign)).status).toBe(403);
    expect(await (await fetch(url)).text()).toBe('a cat');
  });
});

describe('a link to a file', () => {
  test('ends when it says so, and is given again only to whoever may still have it', async () => {
    const { url, until, messageId } = await linkToPicture();
    expect(await (await fetch(url)).text()).toBe('a cat');
    await cloud.moveClock(2 * 60 * MINUTE + 1000);
    expect(until).toBeGreaterThan(0);
    expect((await fetch(url)).status).toBe(403);
    const { conversationId } = meeting;
    const [again, stranger] = [await person(cloud.url, 'agent-1'), await person(cloud.url, 'agent-2')];
    const { links } = await again.ask('message', 'links', { conversationId, messageIds: [messageId] });
    expect(await (await fetch((links as MediaLink[])[0]?.url ?? '')).text()).toBe('a cat');
    const refused = await stranger.call('message', 'links', { conversationId, messageIds: [messageId] });
    expect(refused).toMatchObject({ code: 'FORBIDDEN' });
  });

  test('is nobody’s who changes it', async () => {
    const { url } = await linkToPicture();
    for (const changed of [url.slice(0, -4), `${url.split('?')[0]}`, url.replace('sign=', 'sign=x')])
      expect((await fetch(changed)).status).toBe(403);
  });
});

describe('a session', () => {
  const asks: [string, object][] = [
    ['functions.invokeFunction', { function_name: 'team', request_data: JSON.stringify({ action: 'me' }) }],
    ['database.queryDocument', { collectionName: 'feed', queryType: 'WHERE', query: { to: 'agent-1' } }],
    ['storage.getUploadMetadata', { path: 'kefu/x/y.png' }],
    ['auth.wsWebSign', {}],
  ];

  test.each(asks)('that has ended asks for nothing: %s', async (action, body) => {
    const { token } = await person(cloud.url, 'agent-1');
    expect(await web(token, action, body)).not.toHaveProperty('code');
    await cloud.moveClock(31 * DAY);
    expect(await web(token, action, body)).toMatchObject({ code: 'CHECK_LOGIN_FAILED' });
  });

  test('is not had by what only renews one', async () => {
    const signed = (await post(`${cloud.url}/auth/v1/signin/anonymously`, {})) as Record<string, string>;
    const { access_token: access = '', refresh_token: refresh = '' } = signed;
    expect(await web(access, 'auth.wsWebSign')).not.toHaveProperty('code');
    expect(await web(refresh, 'auth.wsWebSign')).toMatchObject({ code: 'CHECK_LOGIN_FAILED' });
    const renewed = { grant_type: 'refresh_token', refresh_token: access };
    expect(await post(`${cloud.url}/auth/v1/token`, renewed)).not.toHaveProperty('access_token');
  });

  test('opens a watch only for minutes after it was signed', async () => {
    const { data } = (await web(agent.token, 'auth.wsWebSign')) as { data: { signStr: string } };
    await cloud.moveClock(11 * MINUTE);
    const client = await RawClient.connect(cloud.url, (await person(cloud.url, 'customer-9')).token);
    const answer = await client.ask('LOGIN', { envId: 'local' }, { exMsgData: { signStr: data.signStr } });
    expect(JSON.stringify(answer)).toMatch(/SIGN_(EXPIRED|INVALID)_ERROR/);
    const watched = await client.watch('feed', { to: 'agent-1' });
    expect(JSON.stringify(watched)).toContain('DENIED');
    await client.close();
  });
});

const invited = async () => (await person(cloud.url, 'admin-1')).ask('team', 'invite', { role: 'agent' });

const join = async (openid: string, inviteCode: unknown) =>
  (await person(cloud.url, openid)).call('team', 'bind', { inviteCode, name: '新来的' });

describe('an invitation', () => {
  test('that was used is used up, for whoever used it and has left, too', async () => {
    const { code } = await invited();
    const joined = await join('joiner', code);
    expect(joined).toMatchObject({ ok: true });
    const agentId = joined.ok ? joined.data['id'] : '';
    await (await person(cloud.url, 'admin-1')).ask('team', 'deactivate', { agentId });
    for (const openid of ['joiner', 'finder']) expect(await join(openid, code)).toMatchObject({ code: 'WRONG_CODE' });
  });

  test('that has ended or was taken back lets nobody in', async () => {
    const [late, revoked] = [await invited(), await invited()];
    const { inviteId } = revoked;
    await (await person(cloud.url, 'admin-1')).ask('team', 'revoke', { inviteId });
    expect(await join('taker', revoked['code'])).toMatchObject({ code: 'WRONG_CODE' });
    await cloud.moveClock(INVITE_MS + 1000);
    expect(await join('latecomer', late['code'])).toMatchObject({ code: 'WRONG_CODE' });
  });
});
