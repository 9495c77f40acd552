import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { decrypt } from '../../cloudfunctions/common/cloud/cipher';
import { parseRing } from '../../cloudfunctions/common/cloud/key-ring';
import { streamKeys } from '../../cloudfunctions/common/cloud/keys';
import { placesIn, sealedPlaces, type SealedCollection } from '../../cloudfunctions/common/domain/sealed-places';
import { parseCipher } from '../../cloudfunctions/common/protocol/cipher';
import type { Message, MessageDocument, StreamKey } from '../../cloudfunctions/common/protocol/documents';
import type { JobOf } from '../../cloudfunctions/common/protocol/jobs';
import type { Found, Hit } from '../../cloudfunctions/common/protocol/search';
import { retire, rotate } from '../../scripts/keys/commands';
import { startTestCloud, type TestCloud } from '../support/cloud';
import { doEverything, draft } from '../support/everything';
import { person, persons, records, type Person } from '../support/people';
import { spoilt } from '../support/spoilt';

let cloud: TestCloud;

beforeAll(async () => {
  cloud = await startTestCloud();
  process.env['KEFU_KEYS'] = readFileSync(path.join(cloud.dataFolder, 'keys.json'), 'utf8');
});
afterAll(() => cloud.close());

const everything = async () => {
  const { find } = records(cloud.url);
  return Promise.all(collections.map((name) => find(name, {})));
};

test('functions with keys that do not fit refuse every call, write nothing, and work again with the right ones', async () => {
  const [check] = (await records(cloud.url).find('keys', { _id: '1' })) as { check: string }[];
  await records(cloud.url).change('keys', { _id: '1' }, { check: 'of another key' });
  const [agent, customer] = [await person(cloud.url, 'agent-1'), await person(cloud.url, 'locked-out')];
  const before = await everything();
  expect(await customer.call('conversation', 'open')).toMatchObject({ ok: false, code: 'INTERNAL', retryable: true });
  expect(await agent.call('assignment', 'status', { status: 'online' })).toMatchObject({ code: 'INTERNAL' });
  expect(await cloud.runTimer('sweep')).toMatchObject({ ok: false, code: 'INTERNAL' });
  expect(await everything()).toEqual(before);
  expect(readFileSync(path.join(cloud.dataFolder, 'logs', 'functions.log'), 'utf8')).toContain('WRONG_KEYS');

  await records(cloud.url).change('keys', { _id: '1' }, { check: check?.check });
  expect(await customer.call('conversation', 'open')).toMatchObject({ ok: true });
});

test('the check costs one read in a cold instance and nothing in a warm one', async () => {
  const customer = await person(cloud.url, 'counting');
  const { conversationId } = await customer.ask('conversation', 'open');
  await customer.ask('message', 'send', draft(String(conversationId), 'a', '一'));
  await cloud.resetUsage();
  await customer.ask('message', 'send', draft(String(conversationId), 'b', '二'));
  const { reads, writes } = (await cloud.usage()).functions['message'] ?? { reads: 0, writes: 0 };
  expect(reads + writes).toBe(3);
});

/** Every cipher string of the database with where it stands, but for the feed, which is gone after a week. */
async function ciphers() {
  const { find } = records(cloud.url);
  const found: { name: string; _id: string; path: string; version: number }[] = [];
  const walk = (value: unknown, at: { name: string; _id: string; path: string }): void => {
    const version = typeof value === 'string' ? parseCipher(value)?.version : undefined;
    if (version !== undefined) found.push({ ...at, version });
    if (typeof value !== 'object' || value === null) return;
    for (const [key, each] of Object.entries(value))
      walk(each, { ...at, path: at.path === '' ? key : `${at.path}.${key}` });
  };
  for (const name of collections.filter((each) => each !== 'feed'))
    for (const one of (await find(name, {})) as { _id: string }[]) walk(one, { name, _id: one._id, path: '' });
  return found;
}

const collections = Object.keys(JSON.parse(readFileSync('database-rules.json', 'utf8')) as object);

test('a message that was changed in the record is told to those who lead, and nothing that is whole', async () => {
  const [customer, stranger, lead] = await persons(cloud.url, 'tampered-with', 'stranger', 'lead-1');
  const { conversationId } = (await customer.ask('conversation', 'open')) as { conversationId: string };
  const { messageId } = await customer.ask('message', 'send', draft(conversationId, 'a', '退款两百元'));
  const { messageId: whole } = await customer.ask('message', 'send', draft(conversationId, 'b', '谢谢'));
  const [kept] = (await records(cloud.url).find('messages', { _id: messageId })) as MessageDocument[];
  await records(cloud.url).change('messages', { _id: messageId }, { body: spoilt(kept?.body) });
  const told = { conversationId, messageIds: [messageId, whole] };
  expect(await stranger.call('message', 'unverifiable', told)).toMatchObject({ code: 'FORBIDDEN' });
  await customer.ask('message', 'unverifiable', told);
  await customer.ask('message', 'unverifiable', told);
  const { unverifiable } = await lead.ask('team', 'audits');
  expect(unverifiable).toEqual([{ day: expect.any(String), messages: [{ conversationId, messageId }] }]);
  await records(cloud.url).change('messages', { _id: messageId }, { body: kept?.body });
  await records(cloud.url).remove('reports', { kind: 'unverifiable' });
});

test('the re-wrap knows of every cipher string there is', async () => {
  await doEverything(cloud, 'thorough');
  const { find } = records(cloud.url);
  for (const { name, _id, path } of await ciphers()) {
    const [document] = (await find(name, { _id })) as { _id: string }[];
    const known = document && name in sealedPlaces ? placesIn(name as SealedCollection, document) : [];
    expect([name, path, known.some((place) => place.path === path)]).toEqual([name, path, true]);
    for (const { cipher, stream, context } of known)
      expect([name, path, decrypt(streamKeys(stream), cipher, context) === undefined]).toEqual([name, path, false]);
  }
});

const job = async () => (await records(cloud.url).find('jobs', { kind: 'rewrap' })) as JobOf<'rewrap'>[];

/** Runs the jobs, whatever becomes of each run and while somebody talks, until the re-wrap has come so far. */
async function goOn(talk: (round: number) => Promise<unknown>, isEnough: (job: JobOf<'rewrap'>) => boolean) {
  for (let round = 0; round < 200; round += 1) {
    await Promise.all([cloud.runTimer('jobs').catch(() => undefined), talk(round)]);
    const [found] = await job();
    if (found && isEnough(found)) return;
    await cloud.moveClock(3_600_000);
  }
  throw new Error(`The re-wrap does not come to its end: ${JSON.stringify(await job())}`);
}

const isOld = ({ clientId }: MessageDocument): boolean => clientId === 'old';

/** An export of a search that has looked at one message of several, and waits. */
async function halfDone(lead: Person, text: string): Promise<string> {
  const { hits } = (await lead.ask('search', 'messages', { text, order: 'oldest' })) as unknown as Found;
  const wish = { text, clientId: 'half', format: 'json', reason: '轮换演练' };
  const { exportId } = await lead.ask('search', 'export', wish);
  const [{ messageId, sentAt }] = hits as [Hit];
  const lookedAt = { sentAt, messageId };
  await records(cloud.url).change(
    'jobs',
    { _id: exportId },
    { lookedAt, pending: [messageId], found: 1, nextAt: 8e15 },
  );
  return String(exportId);
}

/** How many messages an export holds that has waited. */
async function finished(_id: string): Promise<number> {
  await records(cloud.url).change('jobs', { _id }, { nextAt: 1 });
  await cloud.runTimer('jobs');
  const [job] = (await records(cloud.url).find('jobs', { _id })) as JobOf<'export'>[];
  return job?.finishedAt === undefined ? finished(_id) : job.found;
}

test('after a rotation everything is sealed again, whatever is killed and written meanwhile, and the old version can go', async () => {
  const [customer, lead] = await persons(cloud.url, 'rotating', 'lead-1');
  const { conversationId } = (await customer.ask('conversation', 'open')) as { conversationId: string };
  await customer.ask('message', 'send', draft(conversationId, 'old', '轮换之前'));
  await customer.ask('message', 'send', draft(conversationId, 'second', '轮换之前又说'));
  const before = (await records(cloud.url).messages(conversationId)).find(isOld);
  const exportId = await halfDone(lead, '轮换之前');
  await cloud.kill();
  rotate(cloud.dataFolder);
  await cloud.restart();
  await customer.ask('message', 'send', draft(conversationId, 'new', '轮换之后'));
  const kept = (await records(cloud.url).messages(conversationId)).filter(({ kind }) => kind === 'text');
  expect(kept.map(({ body }) => parseCipher(body)?.version)).toEqual([1, 1, 2]);

  const talk = (phase: string) => (round: number) =>
    customer.ask('message', 'send', draft(conversationId, `${phase}${round}`, '还在吗'));
  await cloud.addFault({ target: 'function', match: 'jobs', kind: 'kill', rate: 0.5 });
  await goOn(talk('a'), ({ pass }) => pass > 1);
  await cloud.clearFaults();
  await expect(retire(cloud.dataFolder, '2', false)).rejects.toThrow('rotate first');
  await goOn(talk('b'), ({ doneAt }) => doneAt !== undefined);
  expect((await ciphers()).filter(({ version }) => version !== 2)).toEqual([]);
  expect(await records(cloud.url).find('keys', { _id: '1' })).toMatchObject([{ clearedAt: expect.any(Number) }]);
  expect(await records(cloud.url).find('audit', { action: 'keys.cleared' })).toHaveLength(1);

  await cloud.kill();
  await retire(cloud.dataFolder, '1', false);
  await cloud.restart();
  expect(await finished(exportId)).toBe(2);
  const keys = (await customer.ask('conversation', 'keys', { conversationId })) as unknown as StreamKey[];
  expect(keys.map(({ version }) => version)).toEqual([2]);
  const { messages } = (await customer.ask('message', 'history', { conversationId })) as { messages: Message[] };
  const said = messages.map(({ body, messageId }) => decrypt(keys, body, messageId));
  expect(said).not.toContain(undefined);
  expect(said).toEqual(expect.arrayContaining([JSON.stringify({ text: '轮换之前' })]));
  const after = (await records(cloud.url).messages(conversationId)).find(isOld);
  expect(after).toEqual({ ...before, body: expect.any(String) });
  const { reports, unverifiable } = await lead.ask('team', 'audits');
  expect([reports, unverifiable]).toEqual([expect.anything(), []]);
}, 120_000);

test('the local cloud does not start with other keys, nor without any', async () => {
  const file = path.join(cloud.dataFolder, 'keys.json');
  const ring = readFileSync(file, 'utf8');
  const { current, ...rest } = parseRing(ring);
  const other = Buffer.alloc(32).toString('base64');
  await cloud.kill();
  writeFileSync(file, JSON.stringify({ ...rest, current, keys: { [current]: other } }));
  await expect(cloud.restart()).rejects.toThrow('did not start');
  rmSync(file);
  await expect(cloud.restart()).rejects.toThrow('did not start');
  expect(existsSync(file)).toBe(false);
  writeFileSync(file, ring);
  await cloud.restart();
});
