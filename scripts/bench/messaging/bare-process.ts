import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';
import { openBareEngine } from '../cloud/bare-engine';
import { message } from '../cloud/messages';
import { barePage } from './bare-page';

/** Two pages joined by a socket server that writes each message durably before it hands it on, and does nothing else. */
process.on('disconnect', () => process.exit());
const [folder = ''] = process.argv.slice(2);
const engine = openBareEngine(folder);
let written = 0;

const server = createServer((_, response) => {
  response.setHeader('content-type', 'text/html; charset=utf-8');
  response.end(barePage);
});
const sockets = new WebSocketServer({ server });

async function handOn(from: WebSocket, text: string): Promise<void> {
  await engine.insert({ ...message((written += 1)), body: text });
  for (const socket of sockets.clients) {
    if (socket !== from && socket.readyState === WebSocket.OPEN) socket.send(text);
  }
}

sockets.on('connection', (socket) => {
  socket.on('message', (data: Buffer) => void handOn(socket, data.toString()));
});
server.listen(0, '127.0.0.1', () => {
  process.send?.({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` });
});
