import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Inbox } from './inbox';
import { startSmallCloud, type SmallCloud } from './small-cloud';

let cloud: SmallCloud;
let client: ChildProcess;
const facts = new Inbox<Record<string, unknown>>();

beforeAll(async () => {
  cloud = await startSmallCloud();
  const script = path.join(__dirname, 'official-client.mjs');
  client = spawn(process.execPath, [script, cloud.url], { stdio: ['ignore', 'pipe', 'ignore'] });
  if (!client.stdout) throw new Error('the client has no output');
  createInterface(client.stdout).on('line', (line) => facts.put(JSON.parse(line) as Record<string, unknown>));
});
afterAll(async () => {
  client.kill('SIGKILL');
  await cloud.close();
});

test('the official web SDK signs in, watches, and survives a cut line', async () => {
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
