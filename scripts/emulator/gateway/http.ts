import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CloudError, type Plain } from '../contract';
import { parseObject, parseValue } from '../json';
import { parseMultipart } from './multipart';

const maxBodyBytes = 16 * 1024 * 1024;

/** Reads a request's JSON object; an empty body is an empty object. */
export async function readJson(request: IncomingMessage): Promise<Plain> {
  return parseObject((await readBytes(request)).toString('utf8'), 'The body');
}

export function isForm(request: IncomingMessage): boolean {
  return request.headers['content-type']?.startsWith('multipart/form-data') ?? false;
}

/** Reads a form; each field is its bytes. */
export async function readForm(request: IncomingMessage): Promise<Map<string, Buffer>> {
  const parts = parseMultipart(await readBytes(request), request.headers['content-type'] ?? '');
  return new Map(parts.map(({ name, content }) => [name, content]));
}

/** Reads whatever JSON a request carries; an empty body is an empty object. */
export async function readValue(request: IncomingMessage): Promise<unknown> {
  return parseValue((await readBytes(request)).toString('utf8'), 'The body');
}

/** Reads a request's body; a longer one is refused before it has all arrived. */
export async function readBytes(request: IncomingMessage, maxBytes = maxBodyBytes): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw new CloudError('EXCEED_MAX_PAYLOAD_SIZE', `A request has at most ${maxBytes} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Answers JSON. A body that was not read to its end ends the connection with the answer. */
export function sendJson(request: IncomingMessage, response: ServerResponse, status: number, value: unknown): void {
  if (!request.complete) response.setHeader('connection', 'close');
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' });
  response.end(JSON.stringify(value));
}

/** Answers with what a stream gives. A client that goes away in the midst of it is no failure. */
export async function sendStream(content: Readable, response: ServerResponse): Promise<void> {
  try {
    await pipeline(content, response);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  }
}
