import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { CloudError, type Actions, type Caller, type Invocation, type Plain } from '../contract';
import { DroppedAnswer } from '../faults';
import { isForm, readForm, readJson, readValue, sendJson } from './http';
import type { LocalRoutes } from './local';
import { isOwnOrigin } from './origin';
import { sendPage } from './pages';
import { restCall } from './rest';
import { answerAction, describeError, notOffered } from './wire';

export type GatewayOptions = {
  actions: Actions;
  findInvocation: (sessionToken: string) => Invocation | undefined;
  identity: { verify: (token: string) => Caller; routes: Record<string, (request: AuthRequest) => Plain> };
  watch: { connect: (socket: WebSocket) => void; connections: () => number };
  maxWatchConnections: number;
  local: LocalRoutes;
  openApi: (apiName: string, request: Buffer, caller: Caller) => Promise<Buffer>;
  /** Uploads and downloads under `/storage/`. */
  files: Respond;
  pagesFolder: string;
};

type AuthRequest = { body: Plain; token?: string };
type Respond = (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<void>;

const maxFrameBytes = 1024 * 1024;

/** The one door of the local cloud: what servers, clients, browsers and tests ask for, over HTTP and WebSocket. */
export function openGateway(server: Server, options: GatewayOptions): { close(): Promise<void> } {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: maxFrameBytes });
  server.on('request', (request, response) => void respond(options, request, response));
  server.on('upgrade', (request, socket, head) => {
    if (request.url?.split('?')[0] !== '/ws') return refuse(socket, '404 Not Found');
    if (options.watch.connections() >= options.maxWatchConnections) return refuse(socket, '503 Service Unavailable');
    sockets.handleUpgrade(request, socket, head, options.watch.connect);
  });
  return { close: () => close(server, sockets) };
}

function close(server: Server, sockets: WebSocketServer): Promise<void> {
  for (const socket of sockets.clients) socket.terminate();
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
}

async function respond(options: GatewayOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const url = urlOf(request);
    await routeOf(options, url.pathname)(request, response, url);
  } catch (error) {
    if (error instanceof DroppedAnswer || response.headersSent) request.socket.destroy();
    else sendJson(request, response, statusOf(error), describeError(error));
  }
}

function urlOf({ url = '/' }: IncomingMessage): URL {
  if (url.startsWith('/')) return new URL(`http://local${url}`);
  throw new CloudError('INVALID_PARAM', `"${url}" is not a path.`);
}

function routeOf(options: GatewayOptions, pathname: string): Respond {
  if (pathname === '/admin') return ownOnly((request, response) => answerAdmin(options, request, response));
  if (pathname === '/web') return forAnyPage((request, response) => answerWeb(options, request, response));
  if (pathname.startsWith('/v1/')) return forAnyPage((...exchange) => answerRest(options, ...exchange));
  if (pathname.startsWith('/storage/')) return forAnyPage(options.files);
  if (pathname.startsWith('/auth/')) return forAnyPage((...exchange) => answerAuth(options, ...exchange));
  if (pathname.startsWith('/local/')) return ownOnly((...exchange) => answerLocal(options, ...exchange));
  if (pathname.startsWith('/console')) return ownOnly((...exchange) => answerPage(options, ...exchange));
  return (...exchange) => answerPage(options, ...exchange);
}

const answerPage = (options: GatewayOptions, request: IncomingMessage, response: ServerResponse, url: URL) =>
  sendPage(options.pagesFolder, url, request, response);

function ownOnly(respond: Respond): Respond {
  return async (request, response, url) => {
    if (!isOwnOrigin(request)) throw new CloudError('INVALID_REQUEST_SOURCE', 'Only this machine may ask for this.');
    await respond(request, response, url);
  };
}

function forAnyPage(respond: Respond): Respond {
  return async (request, response, url) => {
    response.setHeader('access-control-allow-origin', '*');
    response.setHeader('access-control-allow-methods', 'GET, HEAD, POST, PUT, PATCH, DELETE');
    response.setHeader('access-control-allow-headers', request.headers['access-control-request-headers'] ?? '*');
    if (request.method === 'OPTIONS') response.writeHead(204).end();
    else await respond(request, response, url);
  };
}

async function answerAdmin(options: GatewayOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (isForm(request)) return answerForm(options, request, response);
  await answerWire(options.actions, request, response, ({ sessionToken }) => serverCaller(options, sessionToken));
}

function serverCaller({ findInvocation }: GatewayOptions, sessionToken: unknown): Caller {
  const invocation = typeof sessionToken === 'string' ? findInvocation(sessionToken) : undefined;
  return invocation ? { kind: 'function', invocation } : { kind: 'admin' };
}

/** Open APIs are asked for in a form and answered in bytes; their errors are JSON with status 200, as those of actions. */
async function answerForm(options: GatewayOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const form = await readForm(request);
    const text = (name: string): string => form.get(name)?.toString() ?? '';
    if (text('action') !== 'wx.openApi') throw notOffered(text('action'));
    const caller = serverCaller(options, text('sessionToken'));
    const answer = await options.openApi(text('apiName'), form.get('requestData') ?? Buffer.alloc(0), caller);
    response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(answer);
  } catch (error) {
    sendJson(request, response, 200, { requestId: randomUUID(), ...describeError(error) });
  }
}

async function answerWeb(options: GatewayOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  await answerWire(options.actions, request, response, ({ access_token: token }) =>
    options.identity.verify(typeof token === 'string' ? token : ''),
  );
}

/** Errors of the wire protocol are answers with status 200, as the SDKs expect; that includes an unreadable body. */
async function answerWire(
  actions: Actions,
  request: IncomingMessage,
  response: ServerResponse,
  identify: (body: Plain) => Caller,
): Promise<void> {
  const answer = await answerAction(actions, () => readJson(request), identify);
  sendJson(request, response, 200, answer);
}

async function answerRest(options: GatewayOptions, request: IncomingMessage, response: ServerResponse, url: URL) {
  const { method = 'GET' } = request;
  const { body, answer, failsByStatus } = restCall({ method, url, content: await readValue(request) });
  const caller = options.identity.verify(bearerOf(request) ?? '');
  const reply = await answerAction(
    options.actions,
    async () => body,
    () => caller,
  );
  const { code, message, data = {} } = reply;
  if (typeof code === 'string' && failsByStatus) throw new CloudError(code, String(message));
  sendJson(request, response, 200, code === undefined ? answer(data as Plain) : reply);
}

async function answerAuth({ identity }: GatewayOptions, request: IncomingMessage, response: ServerResponse, url: URL) {
  const handle = identity.routes[url.pathname];
  if (!handle) throw notFound(url.pathname);
  const token = bearerOf(request);
  const body = await readJson(request);
  sendJson(request, response, 200, handle(token === undefined ? { body } : { body, token }));
}

function bearerOf({ headers }: IncomingMessage): string | undefined {
  return /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1];
}

async function answerLocal({ local }: GatewayOptions, request: IncomingMessage, response: ServerResponse, url: URL) {
  const handle = local[`${request.method} ${url.pathname}`];
  if (!handle) throw notFound(`${request.method} ${url.pathname}`);
  sendJson(request, response, 200, await handle(await readJson(request)));
}

function notFound(what: string): CloudError {
  return new CloudError('RESOURCE_NOT_FOUND', `There is no ${what} here.`);
}

const statuses: Record<string, number> = {
  CHECK_LOGIN_FAILED: 401,
  DATABASE_PERMISSION_DENIED: 401,
  INVALID_REQUEST_SOURCE: 403,
  RESOURCE_NOT_FOUND: 404,
  DATABASE_COLLECTION_NOT_EXIST: 404,
  DOCUMENT_NOT_FOUND: 404,
  EXCEED_MAX_PAYLOAD_SIZE: 413,
  SYS_ERR: 500,
};

function statusOf(error: unknown): number {
  return error instanceof CloudError ? (statuses[error.code] ?? 400) : 500;
}
