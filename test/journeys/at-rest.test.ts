import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { CHECK_AFTER_MS } from '../../cloudfunctions/common/domain/checks';
import { startTestCloud, type TestCloud } from '../support/cloud';
import { doEverything, draft, words } from '../support/everything';
import { person, persons, records, type Person } from '../support/people';
import { formsOf, PlaintextScan } from '../support/plaintext';

let cloud: TestCloud;

beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.close());

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

const MESSAGES = 1000;
const CUSTOMERS = 10;

const phoneOf = (index: number) => `1380013${1000 + index}`;
const textOf = (index: number) => `第${index}单的收货人电话是 ${phoneOf(index)}，麻烦核对😊`;

/** Each says a part of all there is to say. */
async function say(customer: Person, first: number): Promise<void> {
  const { conversationId } = (await customer.ask('conversation', 'open')) as { conversationId: string };
  for (let index = first; index < MESSAGES; index += CUSTOMERS) {
    const send = () => customer.ask('message', 'send', draft(conversationId, `m${index}`, textOf(index)));
    await send().catch(send);
  }
}

/** What goes wrong, with texts in the input: refusals, failures, a process that is killed. */
async function makeTrouble(customer: Person, lead: Person): Promise<void> {
  const { conversationId } = (await customer.ask('conversation', 'open')) as { conversationId: string };
  const said = draft(conversationId, 'trouble', textOf(0));
  await customer.call('message', 'send', { ...said, kind: textOf(1) });
  await lead.call('message', 'history', { conversationId: textOf(2), before: textOf(3) });
  await lead.call('search', 'messages', { text: textOf(4) });
  await cloud.addFault({ target: 'database', match: 'messages', kind: 'error', rate: 1, count: 1 });
  await customer.call('message', 'send', said);
  await cloud.addFault({ target: 'function', match: 'message', kind: 'kill', rate: 1, count: 1 });
  await customer.call('message', 'send', said).catch(() => undefined);
  await cloud.clearFaults();
}

/** The contents of files, exports of records among them, are in the clear: storage itself lets nobody near them. */
const isContent = (file: string) => file.includes(join('storage', 'objects'));

const LONGEST_MS = 300_000;

test(
  'no file of the data folder, no log, holds anything that was said, nor a name, remark or telephone number',
  async () => {
    const [lead, admin] = await persons(cloud.url, 'lead-1', 'admin-1');
    await admin.ask('team', 'saveSettings', {
      privateSettings: { moderation: { isOn: true, words: ['麻烦'], onFailure: 'deliver' } },
    });
    await doEverything(cloud, 'secretive');
    await cloud.moveClock(61_000);
    const people = Array.from({ length: CUSTOMERS }, (_, index) => person(cloud.url, `talker-${index}`));
    const talkers = await Promise.all(people);
    await Promise.all(talkers.map(say));
    await makeTrouble(talkers[0] as Person, lead);
    await cloud.moveClock(CHECK_AFTER_MS + 1000);
    for (const timer of ['sweep', 'daily', 'jobs']) await cloud.runTimer(timer).catch(() => undefined);
    expect(await records(cloud.url).find('messages', {})).toHaveLength(MESSAGES);
    await cloud.kill();

    const numbers = Array.from({ length: MESSAGES }, (_, index) => index);
    const scan = new PlaintextScan([...Object.values(words), ...numbers.map(textOf), ...numbers.map(phoneOf)]);
    const files = filesIn(cloud.dataFolder).filter((file) => !isContent(file));
    expect(files.map((file) => relative(cloud.dataFolder, file))).toEqual(
      expect.arrayContaining(['keys.json', join('database', 'documents.mdb'), join('logs', 'functions.log')]),
    );
    const found = files.flatMap((file) => scan.findIn(readFileSync(file)).map((secret) => [file, secret]));
    expect(found).toEqual([]);
    await cloud.restart();
  },
  LONGEST_MS,
);

test.each(formsOf('上官静姝').map((form) => [form.toString('latin1'), form] as const))(
  'a name would be found as %j',
  (_, form) => {
    const bytes = Buffer.concat([Buffer.alloc(11, 0x61), form, Buffer.alloc(7, 0x62)]);
    expect(new PlaintextScan(['上官静姝', '13900139077']).findIn(bytes)).toEqual(['上官静姝']);
  },
);

test('a name would be found in the base64 of whatever it stands in', () => {
  const scan = new PlaintextScan(['上官静姝']);
  for (const lead of ['', 'a', 'ab', 'abc'])
    expect(scan.findIn(Buffer.from(Buffer.from(`${lead}上官静姝好`).toString('base64')))).toEqual(['上官静姝']);
});

/** What 32 bytes look like that stand somewhere by themselves. */
const KEY = /["'`]([A-Za-z0-9+/]{43}=)["'`]/g;

/** Keys that everybody knows, to try the ciphers by; and a page with such a name. */
const harmless = ['test/vectors/cipher.json', 'pages/keys/keys.json'];

test('neither the repository nor what is built from it holds a key', () => {
  const own = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { encoding: 'utf8' }).split('\n');
  const built = existsSync('dist') ? filesIn('dist').filter((file) => /\.(?:js|cjs|mjs|json)$/.test(file)) : [];
  const files = [...own, ...built].filter(
    (file) => !harmless.some((name) => file.endsWith(name)) && existsSync(file) && statSync(file).isFile(),
  );
  expect(files.length).toBeGreaterThan(100);
  expect(files.filter((file) => /(?:^|\/)keys\.json/.test(file))).toEqual([]);
  const found = files.flatMap((file) => [...readFileSync(file, 'utf8').matchAll(KEY)].map(([, key]) => [file, key]));
  expect(found).toEqual([]);
});

test('a kill -9 while messages are sent loses nothing that was acknowledged and leaves no hole', async () => {
  const [agent, customer] = [await person(cloud.url, 'agent-1'), await person(cloud.url, 'steadfast')];
  await agent.ask('assignment', 'status', { status: 'online' });
  const { conversationId } = await customer.ask('conversation', 'open');
  const acknowledged: unknown[] = [];
  const sends = Array.from({ length: 60 }, async (_, index) => {
    const sender = index % 2 ? customer : agent;
    const { seq } = await sender.ask('message', 'send', draft(String(conversationId), `m${index}`, `消息 ${index}`));
    acknowledged.push(seq);
    if (acknowledged.length === 10) await cloud.kill();
  });
  await Promise.allSettled(sends);
  await cloud.restart();
  await cloud.moveClock(CHECK_AFTER_MS + 1000);
  await cloud.runTimer('sweep');

  const stored = await records(cloud.url).messages(String(conversationId));
  const seqs = stored.map(({ seq }) => seq);
  const { lastSeq } = await records(cloud.url).conversation(String(conversationId));
  expect(seqs).toEqual(Array.from({ length: lastSeq }, (_, index) => index + 1));
  expect(acknowledged.length).toBeGreaterThanOrEqual(10);
  expect(seqs).toEqual(expect.arrayContaining(acknowledged));
});
