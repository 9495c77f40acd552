import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { CloudError } from '../contract';
import { suffer, type Faults } from '../faults';
import { contentTypeOf } from '../gateway/content-types';
import { readBytes, sendStream } from '../gateway/http';
import { parseMultipart, type Part } from '../gateway/multipart';
import type { Meter } from '../meter';
import { MAX_FILE_BYTES, type Range } from './objects';
import type { Download, Storage } from './service';

type Observers = { meter: Meter; faults: Faults };
export type FileRequest = (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<void>;

/** A form carries a few fields besides the file. */
const MAX_FORM_BYTES = MAX_FILE_BYTES + 64 * 1024;

const statuses: Record<string, number> = {
  AccessDenied: 403,
  SignatureDoesNotMatch: 403,
  STORAGE_EXCEED_AUTHORITY: 403,
  NoSuchKey: 404,
  MethodNotAllowed: 405,
  EntityTooLarge: 413,
  EXCEED_MAX_PAYLOAD_SIZE: 413,
  InvalidRange: 416,
  STORAGE_REQUEST_FAIL: 503,
};

/** Uploads and downloads of files, by the signed URLs that the storage actions gave; errors are XML as in COS. */
export function fileRequests(storage: Storage, { meter, faults }: Observers): FileRequest {
  return async (request, response, url) => {
    const isUpload = request.method === 'PUT' || request.method === 'POST';
    const strike = faults.strike('storage', isUpload ? 'upload' : 'download');
    meter.storageCalled();
    try {
      const answer = await suffer({ ...strike, duplicate: false }, 'STORAGE_REQUEST_FAIL', () =>
        isUpload ? receive(storage, request, response) : prepare(storage, request, response, url),
      );
      await answer();
    } catch (error) {
      if (!(error instanceof CloudError) || response.headersSent) throw error;
      sendError(request, response, error);
    }
  };
}

type Answer = () => Promise<void>;

async function receive(storage: Storage, request: IncomingMessage, response: ServerResponse): Promise<Answer> {
  const status = request.method === 'PUT' ? await receiveBody(storage, request) : await receiveForm(storage, request);
  return async () => void response.writeHead(status).end();
}

async function receiveBody(storage: Storage, request: IncomingMessage): Promise<number> {
  await storage.save(request.headers.authorization ?? '', bytesOf(request));
  return 200;
}

async function receiveForm(storage: Storage, request: IncomingMessage): Promise<number> {
  const parts = parseMultipart(await readBytes(request, MAX_FORM_BYTES), request.headers['content-type'] ?? '');
  await storage.save(field(parts, 'signature'), contentOf(parts));
  return field(parts, 'success_action_status') === '201' ? 201 : 204;
}

/** The body; a refusal in the middle of it leaves the connection open for the answer. */
function bytesOf(request: IncomingMessage): AsyncIterable<Buffer> {
  return request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
}

/** A field of the form; the SDKs differ in how they spell its name. */
function field(parts: Part[], name: string): string {
  return parts.find((part) => part.name.toLowerCase() === name)?.content.toString() ?? '';
}

async function* contentOf(parts: Part[]): AsyncGenerator<Buffer> {
  const file = parts.find(({ name }) => name === 'file');
  if (!file) throw new CloudError('InvalidArgument', 'The form has no part named "file".');
  yield file.content;
}

async function prepare(
  storage: Storage,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<Answer> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    throw new CloudError('MethodNotAllowed', `${request.method} is not offered here.`);
  }
  const download = storage.open(url.searchParams.get('sign') ?? '');
  const range = rangeOf(request.headers.range, download.entry.size);
  const content = request.method === 'GET' ? await download.read(range) : Readable.from([]);
  return () => {
    writeHead(response, download, range);
    return sendStream(content, response);
  };
}

/** What people uploaded is shown, but never run: it has the address of the cloud itself. */
function writeHead(response: ServerResponse, { entry }: Download, range: Range | undefined): void {
  const { size, object, path } = entry;
  const length = range ? range.end - range.start + 1 : size;
  if (range) response.setHeader('content-range', `bytes ${range.start}-${range.end}/${size}`);
  response.writeHead(range ? 206 : 200, {
    'content-type': contentTypeOf(path),
    'content-length': length,
    'accept-ranges': 'bytes',
    'content-security-policy': 'sandbox',
    'x-content-type-options': 'nosniff',
    etag: `"${object}"`,
  });
}

/** One range of bytes, as players ask for it; other forms get the whole file. */
function rangeOf(header: string | undefined, size: number): Range | undefined {
  const [, from, to] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (from === undefined || (from === '' && !to)) return undefined;
  const start = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const end = from === '' || !to ? size - 1 : Math.min(Number(to), size - 1);
  if (start <= end) return { start, end };
  throw new CloudError('InvalidRange', `The file has only ${size} bytes.`);
}

function sendError(request: IncomingMessage, response: ServerResponse, { code, message }: CloudError): void {
  if (!request.complete) response.setHeader('connection', 'close');
  response.writeHead(statuses[code] ?? 400, { 'content-type': 'application/xml' });
  const fields = { Code: code, Message: message, RequestId: 'local', TraceId: 'local' };
  const lines = Object.entries(fields).map(([name, text]) => `<${name}>${escapeXml(text)}</${name}>`);
  response.end(`<?xml version='1.0' encoding='utf-8' ?><Error>${lines.join('')}</Error>`);
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
