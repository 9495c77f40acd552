import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { StartError } from '../start-error';

/** Takes a loopback port; `host` is the address and port that clients use. */
export function listen(port: number): Promise<{ server: Server; host: string }> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(refusal(error, port)));
    server.listen(port, '127.0.0.1', () => {
      const { port: taken } = server.address() as AddressInfo;
      resolve({ server, host: `127.0.0.1:${taken}` });
    });
  });
}

function refusal(error: NodeJS.ErrnoException, port: number): Error {
  if (error.code === 'EADDRINUSE')
    return new StartError(`Port ${port} is taken: free it, or give another with --port.`);
  if (error.code === 'EACCES') return new StartError(`Port ${port} may not be used: give one above 1023 with --port.`);
  return error;
}
