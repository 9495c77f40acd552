import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { WebSocket } from 'ws';
import { startTestCloud, type TestCloud } from '../../support/cloud';
import { writeFunctions } from '../../support/function-folder';
import { person } from '../../support/people';
import { RawClient } from './raw-client';

const functionsFolder = writeFunctions({ nothing: { code: 'exports.main = async () => null' } });
let cloud: TestCloud;

beforeAll(async () => {
  cloud = await startTestCloud({ functionsFolder, plan: 'personal' });
});
afterAll(async () => {
  await cloud.close();
  rmSync(functionsFolder, { recursive: true });
});

test('the personal plan has ten connections; one more is refused until another is given back', async () => {
  const { token } = await person(cloud.url, 'ann');
  const clients = await Promise.all(Array.from({ length: 10 }, () => RawClient.connect(cloud.url, token)));
  await expect(once(new WebSocket(`${cloud.url.replace('http', 'ws')}/ws`), 'open')).rejects.toThrow('503');
  for (const client of clients) expect(await client.ask('PING', null)).toMatchObject({ msgType: 'PONG' });
  await clients.pop()?.close();
  clients.push(await RawClient.connect(cloud.url, token));
  await Promise.all(clients.map((client) => client.close()));
});
