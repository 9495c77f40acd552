import type { IncomingMessage } from 'node:http';

/**
 * Whether a request comes from this machine's own pages or programs. A web page elsewhere that has its name resolve to
 * the loopback address shows a foreign Host, one that merely sends a request shows a foreign Origin.
 */
export function isOwnOrigin(request: IncomingMessage): boolean {
  const hosts = ownHosts(request.socket.localPort);
  const { host, origin } = request.headers;
  return hosts.includes(host ?? '') && (origin === undefined || hosts.some((own) => origin === `http://${own}`));
}

function ownHosts(port: number | undefined): string[] {
  return [`127.0.0.1:${port}`, `localhost:${port}`];
}
