import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startChild } from '../child';
import { beside, type Beside } from '../measure';
import type { Row } from '../report';
import { askCloud, postJson } from './http-client';
import { message } from './messages';

const ROUNDS = 1000;
const PER_CONVERSATION = 20;

/** The whole local cloud beside an endpoint that does nothing but the one thing. */
export async function measureOverHttp(folder: string): Promise<Row[]> {
  for (const name of ['cloud', 'bare']) mkdirSync(join(folder, name), { recursive: true });
  const cloud = await startChild<{ url: string }>('cloud-process.mjs', [join(folder, 'cloud')]);
  const bare = await startChild<{ port: number }>('bare-process.mjs', [join(folder, 'bare')]);
  const [admin, plain] = [`${cloud.ready.url}/admin`, `http://127.0.0.1:${bare.ready.port}`];
  const [insert, last20, call] = [await inserts(admin, plain), await reads(admin, plain), await calls(admin, plain)];
  await Promise.all([cloud.end(), bare.end()]);
  return [
    row('durable insert, over HTTP', insert, 'bare endpoint, one engine operation'),
    row('last 20 of a conversation, over HTTP', last20, 'bare endpoint, one engine operation'),
    row('warm callFunction', call, 'bare endpoint that forwards to a child process'),
  ];
}

function row(what: string, { ours, bare: theirs }: Beside, against: string): Row {
  return { what, ours, theirs, against, goal: 2 };
}

const inserts = (admin: string, plain: string) =>
  beside(
    ROUNDS,
    (n) =>
      askCloud(admin, {
        action: 'database.insertDocument',
        collectionName: 'messages',
        data: [JSON.stringify(message(n))],
      }),
    (n) => postJson(`${plain}/insert`, message(n)),
  );

const filledName = (n: number) => `filled-${n % 10}`;

/** Reads conversations that were filled on both sides to the same length. */
async function reads(admin: string, plain: string): Promise<Beside> {
  const filled = Array.from({ length: 10 * PER_CONVERSATION }, (_, n) => ({
    ...message(n),
    _id: `filled-${n}`,
    conversationId: filledName(n),
    seq: Math.floor(n / 10),
  }));
  const data = filled.map((each) => JSON.stringify(each));
  await askCloud(admin, { action: 'database.insertDocument', collectionName: 'messages', data });
  await Promise.all(filled.map((each) => postJson(`${plain}/insert`, each)));
  const order = JSON.stringify({ seq: -1 });
  return beside(
    ROUNDS,
    (n) =>
      askCloud(admin, {
        action: 'database.getDocument',
        collectionName: 'messages',
        query: JSON.stringify({ conversationId: filledName(n) }),
        order,
        limit: PER_CONVERSATION,
      }),
    (n) => postJson(`${plain}/last20`, { conversationId: filledName(n) }),
  );
}

const calls = (admin: string, plain: string) =>
  beside(
    ROUNDS,
    (n) =>
      askCloud(admin, {
        action: 'functions.invokeFunction',
        function_name: 'echo',
        request_data: JSON.stringify(message(n)),
      }),
    (n) => postJson(`${plain}/call`, message(n)),
  );
