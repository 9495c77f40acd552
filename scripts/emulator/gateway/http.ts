import type { IncomingMessage, ServerResponse } from 'node:http';
import { CloudError } from '../contract';

const maxBodyBytes = 16 * 1024 * 1024;

/** Reads a request's JSON object; an empty body is an empty object. */
export async function readJson(request: IncomingMessage): Promise<Record<string, unknown>> {
  const type = request.headers['content-type'] ?? '';
  if (type.startsWith('multipart/'))
    throw invalid('Multipart requests (open APIs) are not offered by this local cloud.');
  const text = await readText(request);
  return text === '' ? {} : parseObject(text);
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBodyBytes)
      throw new CloudError('EXCEED_MAX_PAYLOAD_SIZE', `A request has at most ${maxBodyBytes} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseObject(text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw invalid('The body is not JSON.');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw invalid('The body is not a JSON object.');
  return value as Record<string, unknown>;
}

/** Answers JSON. A body that was not read to its end ends the connection with the answer. */
export function sendJson(request: IncomingMessage, response: ServerResponse, status: number, value: unknown): void {
  if (!request.complete) response.setHeader('connection', 'close');
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' });
  response.end(JSON.stringify(value));
}

function invalid(message: string): CloudError {
  return new CloudError('INVALID_PARAM', message);
}
