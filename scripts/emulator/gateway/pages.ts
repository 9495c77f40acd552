import { createReadStream, statSync, type Stats } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import { contentTypeOf } from './content-types';
import { sendStream } from './http';

/** Serves the files of a folder; a folder is its index.html. Browsers ask again each time, so a rebuilt page shows at once. */
export async function sendPage(
  folder: string,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return sendText(response, 405, 'Only GET and HEAD here.');
  const file = resolveInside(folder, url.pathname);
  const stats = file === undefined ? undefined : statSync(file, { throwIfNoEntry: false });
  if (file === undefined || stats === undefined) return sendText(response, 404, `There is no page at ${url.pathname}`);
  if (!stats.isDirectory()) return sendFile(file, stats, request, response);
  if (!url.pathname.endsWith('/')) return redirect(response, `${url.pathname}/${url.search}`);
  url.pathname += 'index.html';
  return sendPage(folder, url, request, response);
}

/** No file system knows longer names. */
const LONGEST_NAME = 255;

function resolveInside(folder: string, pathname: string): string | undefined {
  if (pathname.split('/').some((name) => name.length > LONGEST_NAME)) return undefined;
  const root = path.resolve(folder);
  const file = path.join(root, decodePath(pathname));
  return file === root || file.startsWith(root + path.sep) ? file : undefined;
}

function decodePath(pathname: string): string {
  try {
    return decodeURIComponent(pathname).replaceAll('\0', '');
  } catch (error) {
    if (error instanceof URIError) return pathname;
    throw error;
  }
}

async function sendFile(file: string, stats: Stats, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const etag = `"${stats.size.toString(36)}-${Math.round(stats.mtimeMs).toString(36)}"`;
  response.setHeader('etag', etag);
  response.setHeader('cache-control', 'no-cache');
  response.setHeader('x-content-type-options', 'nosniff');
  if (request.headers['if-none-match'] === etag) return end(response, 304);
  response.setHeader('content-type', contentTypeOf(file));
  response.setHeader('content-length', stats.size);
  if (request.method === 'HEAD') return end(response, 200);
  await sendStream(createReadStream(file), response);
}

function redirect(response: ServerResponse, location: string): void {
  response.setHeader('location', location);
  end(response, 302);
}

function end(response: ServerResponse, status: number): void {
  response.writeHead(status).end();
}

function sendText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(`${text}\n`);
}
