import { expect, test } from '@jest/globals';
import { createServer, get, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable, Writable } from 'node:stream';
import { sendStream } from '../../../scripts/emulator/gateway/http';

/** What becomes of an answer to a client that leaves after the first part of it. */
function outcomeOf(content: () => Readable): Promise<string> {
  return new Promise((resolve) => {
    const server = createServer((_, response) => {
      sendStream(content(), response).then(
        () => resolve('ended'),
        (error: Error) => resolve(error.message),
      );
    });
    server.listen(0, '127.0.0.1', () => {
      const request = get({ port: (server.address() as AddressInfo).port, host: '127.0.0.1' }, (response) => {
        response.once('data', () => {
          request.destroy();
          server.close();
        });
      });
      request.on('error', () => {});
    });
  });
}

function* parts(): Generator<string> {
  for (;;) yield 'x'.repeat(1000);
}

test('a client that goes away ends the answer, which is no failure', async () => {
  expect(await outcomeOf(() => Readable.from(parts()))).toBe('ended');
});

test('what cannot be read is one', async () => {
  const broken = new Readable({
    read() {
      this.destroy(new Error('the disk failed'));
    },
  });
  await expect(sendStream(broken, new Writable() as ServerResponse)).rejects.toThrow('the disk failed');
});
