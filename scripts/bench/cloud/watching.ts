import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { ask, startChild, type Child } from '../child';
import { median, quantile } from '../measure';
import { ms, type Row } from '../report';

type Frame = { msgType: string; msgData: { events: { DocID: string }[] } };
type Arrivals = Map<string, bigint>;

const ALONE = 400;
const WATCHERS = 1000;
const PER_SOCKET = 10;
const PER_SECOND = 100;
const SECONDS = 15;

/** Pushes from commit to frame: to one watcher beside an echo, and to a thousand who all watch something else. */
export async function measureWatching(folder: string, echoPort: number): Promise<{ rows: Row[]; remark: string }> {
  const cloud = await startChild<{ port: number }>('watch-process.mjs', [join(folder, 'watch')]);
  const alone = await pushesToOne(cloud, echoPort);
  const crowd = await pushesToMany(cloud);
  await cloud.end();
  const [p50, p99] = [median(crowd.delays), quantile(crowd.delays, 0.99)];
  const remark =
    `${WATCHERS} watchers with distinct queries at ${PER_SECOND} writes/s for ${SECONDS} s: ` +
    `push p50 ${ms(p50)}, p99 ${ms(p99)}, ${crowd.missed} of ${PER_SECOND * SECONDS} missed.`;
  return { rows: [{ what: 'watch push, commit to frame', ...alone, against: 'bare ws echo', goal: 3 }], remark };
}

/** Two watches in ten have a condition more, so that the queries differ in shape too. */
const queryOf = (to: string, place: number) => (place % 5 === 0 ? { to, at: { $gt: { $date: 0 } } } : { to });

async function pushesToOne(
  cloud: Child<{ port: number }>,
  echoPort: number,
): Promise<{ ours: number; theirs: number }> {
  const arrivals: Arrivals = new Map();
  const socket = await openWatches(cloud, 'alone', ['alone'], arrivals);
  const echo = await opened(`ws://127.0.0.1:${echoPort}/`);
  const echoes: number[] = [];
  for (let round = 0; round < ALONE; round += 1) {
    cloud.process.send({ write: ['alone'], perSecond: 1 });
    const [frame] = (await once(socket, 'message')) as [Buffer];
    echoes.push(await echoTime(echo, frame.toString()));
  }
  socket.close();
  echo.close();
  return { ours: median(await delaysOf(cloud, arrivals)), theirs: median(echoes) };
}

async function pushesToMany(cloud: Child<{ port: number }>): Promise<{ delays: number[]; missed: number }> {
  const readers = Array.from({ length: WATCHERS }, (_, n) => `reader-${n}`);
  const arrivals: Arrivals = new Map();
  const sockets: WebSocket[] = [];
  for (let first = 0; first < WATCHERS; first += PER_SOCKET) {
    const group = readers.slice(first, first + PER_SOCKET);
    sockets.push(await openWatches(cloud, group[0] ?? '', group, arrivals));
  }
  const wanted = Array.from({ length: PER_SECOND * SECONDS }, (_, n) => readers[(n * 7) % WATCHERS] ?? '');
  cloud.process.send({ write: wanted, perSecond: PER_SECOND });
  await sleep(SECONDS * 1000 + 1000);
  for (const socket of sockets) socket.close();
  return { delays: await delaysOf(cloud, arrivals), missed: wanted.length - arrivals.size };
}

/** A socket that is signed in and watches the documents of each reader; what is pushed to it is noted. */
async function openWatches(
  cloud: Child<{ port: number }>,
  openid: string,
  readers: string[],
  arrivals: Arrivals,
): Promise<WebSocket> {
  const { data } = await ask<{ data: { signStr: string } }>(cloud, { sign: openid });
  const socket = await opened(`ws://127.0.0.1:${cloud.ready.port}/ws`);
  await answered(socket, { msgType: 'LOGIN', msgData: { envId: 'local' }, exMsgData: { signStr: data.signStr } });
  for (const [place, to] of readers.entries()) {
    const query = JSON.stringify(queryOf(to, place));
    const frame = { msgType: 'INIT_WATCH', watchId: to, msgData: { envId: 'local', collName: 'feed', query } };
    const { msgType } = await answered(socket, frame);
    if (msgType !== 'INIT_EVENT') throw new Error(`The watch of ${to} was answered with ${msgType}.`);
  }
  socket.on('message', (text: Buffer) => {
    const now = process.hrtime.bigint();
    const { msgType, msgData } = JSON.parse(text.toString()) as Frame;
    if (msgType === 'NEXT_EVENT') for (const { DocID } of msgData.events) arrivals.set(DocID, now);
  });
  return socket;
}

async function opened(url: string): Promise<WebSocket> {
  const socket = new WebSocket(url);
  await once(socket, 'open');
  return socket;
}

async function answered(socket: WebSocket, frame: object): Promise<Frame> {
  socket.send(JSON.stringify({ requestId: 'bench', ...frame }));
  const [text] = (await once(socket, 'message')) as [Buffer];
  return JSON.parse(text.toString()) as Frame;
}

async function echoTime(socket: WebSocket, text: string): Promise<number> {
  const startedAt = performance.now();
  socket.send(text);
  await once(socket, 'message');
  return performance.now() - startedAt;
}

/** From commit to frame, in milliseconds: both processes read the same clock. */
async function delaysOf(cloud: Child<unknown>, arrivals: Arrivals): Promise<number[]> {
  const stamps = await ask<Record<string, string>>(cloud, { stamps: true });
  return [...arrivals].map(([id, at]) => Number(at - BigInt(stamps[id] ?? 0)) / 1e6);
}
