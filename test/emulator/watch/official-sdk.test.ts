import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { Inbox } from './inbox';
import { startSmallCloud, type SmallCloud } from './small-cloud';

type Fact = Record<string, unknown>;

let cloud: SmallCloud;
let client: ChildProcess | undefined;

beforeAll(async () => {
  cloud = await startSmallCloud();
});
afterEach(() => void client?.kill('SIGKILL'));
afterAll(() => cloud.close());

function start(script: string): Inbox<Fact> {
  const facts = new Inbox<Fact>();
  client = spawn(process.execPath, [path.join(__dirname, script), cloud.url], { stdio: ['ignore', 'pipe', 'ignore'] });
  if (!client.stdout) throw new Error('the client has no output');
  createInterface(client.stdout).on('line', (line) => facts.put(JSON.parse(line) as Fact));
  return facts;
}

test('the official web SDK signs in, watches, and survives a cut line', async () => {
  const facts = start('official-client.mjs');
  const { signedIn: to } = await facts.take();
  expect(to).toMatch(/^anonymous-/);
  expect(await facts.take()).toEqual({ docs: [], changes: [] });
  await cloud.database.insert('feed', [{ _id: 'a', to }]);
  expect(await facts.take()).toEqual({ docs: [{ _id: 'a', to }], changes: ['add'] });
  cloud.cutSockets();
  await cloud.database.update('feed', { _id: 'a' }, { $set: { seen: true } }, { multi: false });
  expect(await facts.take()).toEqual({ docs: [{ _id: 'a', to, seen: true }], changes: ['update'] });
  await cloud.database.remove('feed', { _id: 'a' }, { multi: false });
  expect(await facts.take()).toEqual({ docs: [], changes: ['remove'] });
});

test('the official server SDK watches what no client may, and survives a cut line', async () => {
  const facts = start('server-client.mjs');
  expect(await facts.take()).toEqual({ docs: [], changes: [] });
  const document = { _id: 'a', kind: 'note' };
  await cloud.database.insert('secrets', [document]);
  expect(await facts.take()).toEqual({ docs: [document], changes: ['add'] });
  cloud.cutSockets();
  const replacement = { kind: 'note', text: 'x' };
  await cloud.database.update('secrets', { _id: 'a' }, replacement, { multi: false, replace: true });
  expect(await facts.take()).toEqual({ docs: [{ ...document, text: 'x' }], changes: ['replace'] });
});
