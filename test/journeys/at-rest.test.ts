import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CHECK_AFTER_MS } from '../../cloudfunctions/common/domain/checks';
import { startTestCloud, type TestCloud } from '../support/cloud';
import { person, records } from '../support/people';

let cloud: TestCloud;

beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.close());

const draft = (conversationId: unknown, index: number, text: string) => ({
  conversationId,
  clientId: `m${index}`,
  kind: 'text',
  body: { text },
});

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

const escaped = (text: string) =>
  text.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** A text as it might lie about: in UTF-8, in UTF-16, escaped, in base64. */
const forms = (text: string): Buffer[] => [
  Buffer.from(text, 'utf8'),
  Buffer.from(text, 'utf16le'),
  Buffer.from(escaped(text)),
  Buffer.from(Buffer.from(JSON.stringify({ text })).toString('base64')),
];

test('no file of the data folder, no log, holds a text that was sent or a customer’s name', async () => {
  const [agent, customer] = [await person(cloud.url, 'agent-1'), await person(cloud.url, 'secretive')];
  await agent.ask('assignment', 'status', { status: 'online' });
  await customer.ask('customer', 'profile', { name: '上官静姝' });
  const admin = await person(cloud.url, 'admin-1');
  await admin.ask('team', 'saveSettings', {
    settings: { typingPreview: true },
    privateSettings: { moderation: { isOn: true, words: ['麻烦'], onFailure: 'deliver' } },
  });
  await cloud.moveClock(61_000);
  const { conversationId } = await customer.ask('conversation', 'open');
  const texts = Array.from(
    { length: 40 },
    (_, index) => `第${index}单的收货人电话是 1380013${8000 + index}，麻烦核对😊`,
  );
  for (const [index, text] of texts.entries()) {
    await (index % 3 ? customer : agent).ask('message', 'send', draft(conversationId, index, text));
  }
  await customer.ask('message', 'typing', { conversationId, text: texts[0] });
  await customer.call('message', 'send', { ...draft(conversationId, 99, '坏的'), kind: texts[0] });
  await cloud.addFault({ target: 'database', match: 'messages', kind: 'error', rate: 1, count: 1 });
  await customer.call('message', 'send', draft(conversationId, 100, texts[1] ?? ''));
  await agent.ask('conversation', 'list');
  await agent.ask('conversation', 'close', { conversationId });
  await cloud.kill();

  const files = filesIn(cloud.dataFolder);
  expect(files.length).toBeGreaterThan(3);
  const secrets = ['上官静姝', ...texts, ...texts.map((_, index) => `1380013${8000 + index}`)];
  const found = files.flatMap((file) => {
    const bytes = readFileSync(file);
    return secrets
      .filter((secret) => forms(secret).some((form) => bytes.includes(form)))
      .map((secret) => [file, secret]);
  });
  expect(found).toEqual([]);
  await cloud.restart();
});

test('a kill -9 while messages are sent loses nothing that was acknowledged and leaves no hole', async () => {
  const [agent, customer] = [await person(cloud.url, 'agent-1'), await person(cloud.url, 'steadfast')];
  await agent.ask('assignment', 'status', { status: 'online' });
  const { conversationId } = await customer.ask('conversation', 'open');
  const acknowledged: unknown[] = [];
  const sends = Array.from({ length: 60 }, async (_, index) => {
    const sender = index % 2 ? customer : agent;
    const { seq } = await sender.ask('message', 'send', draft(conversationId, index, `消息 ${index}`));
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
