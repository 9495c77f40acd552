import { Refusal, WxCloudError } from './errors';
import { settle, type Callbacks } from './settle';
import { TransferTask } from './transfer-task';
import type { Web } from './web';

export type UploadResult = { fileID: string; statusCode: number; errMsg: string };
export type Upload = Callbacks<UploadResult> & { cloudPath: string; filePath: string };

type Metadata = { url: string; authorization: string; fileId: string };
type Answer = { status: number; text: string; header: Record<string, string> };

const API = 'cloud.uploadFile';
const COUNTS: [string, string] = ['totalBytesSent', 'totalBytesExpectedToSend'];

/** Uploads a file of the phone; with callbacks it gives the task, otherwise a promise. */
export function uploadFile(web: Web, options: Upload): Promise<UploadResult> | TransferTask {
  const task = new TransferTask();
  return settle(API, options, () => upload(web, options, task)) ?? task;
}

async function upload(web: Web, { cloudPath, filePath }: Upload, task: TransferTask): Promise<UploadResult> {
  if (typeof filePath !== 'string' || filePath === '') throw missing('filePath');
  const content = await readFile(web, filePath);
  const reply = await web.call('storage.getUploadMetadata', { path: cloudPath, method: 'put' });
  const { url, authorization, fileId } = reply['data'] as Metadata;
  const answer = await web.transfer(API, task.signal, (signal) =>
    put(web, { url, authorization, content, task, signal }),
  );
  if (answer.status >= 300) throw refusalIn(answer.text);
  task.received(answer.header);
  return { fileID: fileId, statusCode: answer.status, errMsg: `${API}:ok` };
}

async function readFile(web: Web, filePath: string): Promise<ArrayBuffer> {
  try {
    const { files } = web.options;
    if (files && filePath.startsWith('wxfile://')) return files.read(filePath).buffer;
    return await (await web.options.fetch(filePath)).arrayBuffer();
  } catch (error) {
    throw new WxCloudError(-1, `${API}:fail file doesn't exist: ${filePath} (${String(error)})`);
  }
}

type Put = { url: string; authorization: string; content: ArrayBuffer; task: TransferTask; signal: AbortSignal };

/** Only XMLHttpRequest tells how much has been sent. */
function put(web: Web, { url, authorization, content, task, signal }: Put): Promise<Answer> {
  const request = new (web.options.XMLHttpRequest ?? XMLHttpRequest)();
  return new Promise((resolve, reject) => {
    request.open('PUT', url);
    request.setRequestHeader('authorization', authorization);
    request.upload.addEventListener('progress', ({ loaded }) => task.progressed(loaded, content.byteLength, COUNTS));
    request.addEventListener('load', () => {
      const header = { 'content-type': request.getResponseHeader('content-type') ?? '' };
      resolve({ status: request.status, text: request.responseText, header });
    });
    request.addEventListener('error', () => reject(new Error('the connection was lost')));
    request.addEventListener('abort', () => reject(new Error('abort')));
    signal.addEventListener('abort', () => request.abort());
    request.send(content);
  });
}

function refusalIn(xml: string): Refusal {
  const text = (name: string): string => new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1] ?? '';
  const code = text('Code');
  return new Refusal(code.startsWith('STORAGE_') ? code : 'STORAGE_REQUEST_FAIL', `${code}: ${text('Message')}`);
}

function missing(parameter: string): WxCloudError {
  return new WxCloudError(-501007, `${API}:fail parameter ${parameter} is missing`);
}
