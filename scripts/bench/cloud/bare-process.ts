import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { WebSocketServer } from 'ws';
import { openBareEngine } from './bare-engine';
import type { Message } from './messages';

/** The least that could do the same: one engine operation, one forwarded message, one echo, with nothing around it. */
process.on('disconnect', () => process.exit());
const [folder = ''] = process.argv.slice(2);
const engine = openBareEngine(folder);
const callee = fork(fileURLToPath(new URL('callee-process.mjs', import.meta.url)));

const routes: Record<string, (body: never) => Promise<unknown>> = {
  '/insert': async (document: Message) => {
    await engine.insert(document);
    return { id: document._id };
  },
  '/last20': async ({ conversationId }: Message) => ({ list: engine.last20(conversationId) }),
  '/call': async (event: object) => {
    const answered = once(callee, 'message');
    callee.send(event);
    return { data: ((await answered) as [unknown])[0] };
  },
};

const server = createServer((request, response) => {
  void json(request)
    .then((body) => routes[request.url ?? '']?.(body as never))
    .then((answer) => {
      response.setHeader('content-type', 'application/json; charset=utf-8');
      response.end(JSON.stringify(answer));
    });
});
new WebSocketServer({ server }).on('connection', (socket) => {
  socket.on('message', (data: Buffer) => socket.send(data.toString()));
});
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
