import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startChild } from '../child';
import { postJson } from '../cloud/http-client';
import { records } from '../messaging/people';
import type { Phrase } from './phrases';
import { PLAIN } from './records';

/** A cloud full of messages, and what is looked for in it. */
export type Loaded = { url: string; phrases: Phrase[]; entries: number; bytes: number; end(): Promise<void> };

/** Fills a data folder and, at the same time, a database in plain text; then starts the cloud. */
export async function load(folder: string, messages: number, each: number): Promise<Loaded> {
  mkdirSync(folder);
  const dataFolder = join(folder, 'data');
  const indexesFile = withPlain(folder, 'database-indexes.json', [{ name: 'sentAt', key: { sentAt: -1 } }]);
  const rulesFile = withPlain(folder, 'database-rules.json', { read: false, write: false });
  const [loader, plain] = await Promise.all([
    startChild<{ entries: number }>('load-process.mjs', [dataFolder, indexesFile, String(messages)]),
    startChild<{ phrases: Phrase[] }>('plain-process.mjs', [
      join(folder, 'plain.sqlite'),
      String(messages),
      String(each),
    ]),
  ]);
  await Promise.all([loader.end(), plain.end()]);
  const cloud = await startChild<{ url: string }>('cloud-process.mjs', [folder, rulesFile, indexesFile]);
  await learn(cloud.ready.url);
  const bytes = statSync(join(dataFolder, 'database', 'documents.mdb')).size / messages;
  return { ...cloud.ready, ...loader.ready, ...plain.ready, bytes, end: () => cloud.end() };
}

/** Moves the cloud to noon in China, when no nightly work is done. */
const toNoon = (url: string) => {
  const day = 86_400_000;
  const noon = 4 * 3_600_000;
  return postJson(`${url}/local/clock`, { offsetMs: (day + noon - (Date.now() % day)) % day });
};

/** The daily timer learns which terms are common. */
async function learn(url: string): Promise<void> {
  await toNoon(url);
  await postJson(`${url}/local/timers/run`, { name: 'daily' });
  const { data } = await records(url).collection('reports').where({ _id: 'terms' }).get();
  console.log(
    `Messages sampled to learn which terms are common: ${data[0]?.sampled ?? 'none, the daily timer failed'}`,
  );
}

/** A file of the project, with the collection of plain text added. */
function withPlain(folder: string, name: string, value: unknown): string {
  const file = join(folder, name);
  const all = JSON.parse(readFileSync(name, 'utf8')) as object;
  writeFileSync(file, JSON.stringify({ ...all, [PLAIN]: value }));
  return file;
}
