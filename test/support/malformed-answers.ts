import { once } from 'node:events';
import { Agent, request, type IncomingMessage } from 'node:http';
import { text as readText } from 'node:stream/consumers';
import { WebSocket } from 'ws';
import type { ServerFrame } from '../../scripts/emulator/watch/frames';
import type { Malformed } from './malformed-requests';
import { post } from './people';

type Answer = { status: number; text: string };

const agent = new Agent({ keepAlive: true });

/** Sends a request as it is, its path included. */
export async function send(url: string, { method, path, body }: Malformed): Promise<Answer> {
  const { hostname, port } = new URL(url);
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const sent = request({ hostname, port, method, path, headers, agent }, resolve);
    sent.on('error', reject);
    sent.end(body);
  });
  return { status: response.statusCode ?? 0, text: await readText(response) };
}

/** What is wrong with the answer to a malformed request; nothing when it is a clear error. */
export function flaws({ surely, path }: Malformed, { status, text }: Answer): { flaw?: Answer } {
  if (status >= 500) return { flaw: { status, text } };
  const { code, message } = text.startsWith('{') ? (JSON.parse(text) as { code?: string; message?: string }) : {};
  const isRefused = status >= 400 || code !== undefined;
  const isClear = code === undefined ? text !== '' : code !== 'SYS_ERR' && message !== '' && message !== undefined;
  const isWire = path === '/admin' || path === '/web';
  return (isRefused || !surely) && (isClear || !isRefused) && (code !== undefined || !isWire || !surely)
    ? {}
    : { flaw: { status, text } };
}

/** A signed-in client that sends frames and opens a new socket whenever the cloud has closed the last one. */
export class FrameSender {
  private socket: WebSocket | undefined;
  private pings = 0;

  constructor(
    private readonly url: string,
    private readonly token: string,
  ) {}

  /** The answers that blame the cloud itself. The socket must answer the next ping, or be closed as the protocol says. */
  async flawsOfAnswer(frame: string | Buffer): Promise<unknown[]> {
    const socket = await this.signedIn();
    const answers: ServerFrame[] = [];
    const requestId = `ping-${(this.pings += 1)}`;
    const settled = new Promise<number>((resolve) => {
      socket.on('close', resolve);
      socket.on('message', (data: Buffer) => {
        const answer = JSON.parse(data.toString()) as ServerFrame;
        if (answer.requestId === requestId) resolve(0);
        else answers.push(answer);
      });
    });
    socket.send(frame, { binary: false });
    socket.send(JSON.stringify({ requestId, msgType: 'PING', msgData: null }));
    const closeCode = await settled;
    socket.removeAllListeners('message').removeAllListeners('close');
    return [...answers.filter(blamesTheCloud), ...([0, 1007].includes(closeCode) ? [] : [{ closeCode }])];
  }

  close(): void {
    this.socket?.terminate();
  }

  private async signedIn(): Promise<WebSocket> {
    if (this.socket?.readyState === WebSocket.OPEN) return this.socket;
    const signed = await post(`${this.url}/web`, { action: 'auth.wsWebSign', access_token: this.token });
    const { signStr, wsUrl } = (signed as { data: { signStr: string; wsUrl: string } }).data;
    const socket = new WebSocket(wsUrl);
    await once(socket, 'open');
    socket.send(JSON.stringify({ requestId: 'login', msgType: 'LOGIN', msgData: {}, exMsgData: { signStr } }));
    await once(socket, 'message');
    this.socket = socket;
    return socket;
  }
}

function blamesTheCloud({ msgData }: ServerFrame): boolean {
  const { code } = (msgData ?? {}) as { code?: unknown };
  return code === 'SYS_ERR';
}
