import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import { openDatabase } from '../../emulator/database/engine';
import { compileRules } from '../../emulator/rules/guard';
import { watchService } from '../../emulator/watch/service';

/** What the bench can ask: a ticket for a reader; one document for each reader, so many a second; when they were kept. */
export type WatchQuestion = { sign: string } | { write: string[]; perSecond: number } | { stamps: true };

process.on('disconnect', () => process.exit());
const [folder = ''] = process.argv.slice(2);
const database = openDatabase({ folder, clock: Date, indexes: {} });
let written = 0;
const stamps: Record<string, string> = {};
database.onCommit((changes) => {
  for (const { id } of changes) stamps[id] = String(process.hrtime.bigint());
});
await database.createCollection('feed');

const guard = compileRules(JSON.stringify({ feed: { read: true, write: false } }), Date);
const server = createServer();
const watch = watchService({ database, guard, clock: Date, envId: 'local', socketUrl: () => '' });
new WebSocketServer({ server }).on('connection', (socket) => watch.connect(socket));

function writeEach(readers: string[], perSecond: number): void {
  readers.forEach((to, place) => {
    setTimeout(
      () => {
        const document = { _id: `${(written += 1)}`, to, at: new Date(), body: 'x'.repeat(300) };
        database.insert('feed', [document]).catch(fail);
      },
      (place * 1000) / perSecond,
    );
  });
}

function fail(error: unknown): void {
  console.error(error);
  process.exit(1);
}

process.on('message', (question: WatchQuestion) => {
  if ('sign' in question) process.send?.(watch.sign({ kind: 'client', openid: question.sign, appid: 'app' }));
  else if ('write' in question) writeEach(question.write, question.perSecond);
  else process.send?.(stamps);
});
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
