import { Refusal } from './errors';
import { links } from './file-list';
import { settle, type Callbacks } from './settle';
import { TransferTask } from './transfer-task';
import type { Web } from './web';

export type DownloadResult = { tempFilePath: string; statusCode: number; errMsg: string };
export type Download = Callbacks<DownloadResult> & { fileID: string };

const API = 'cloud.downloadFile';
const COUNTS: [string, string] = ['totalBytesWritten', 'totalBytesExpectedToWrite'];

/** Downloads a file to the phone; with callbacks it gives the task, otherwise a promise. */
export function downloadFile(web: Web, options: Download): Promise<DownloadResult> | TransferTask {
  const task = new TransferTask();
  return settle(API, options, () => download(web, options, task)) ?? task;
}

async function download(web: Web, { fileID }: Download, task: TransferTask): Promise<DownloadResult> {
  const [link] = await links(web, [fileID]);
  if (!link || link.code !== 'SUCCESS') {
    throw new Refusal(link?.code ?? 'STORAGE_FILE_NONEXIST', link?.message ?? 'There is no such file.');
  }
  const { status, content } = await web.transfer(API, task.signal, (signal) =>
    get(web, link.tempFileURL, task, signal),
  );
  if (status !== 200) throw new Refusal('STORAGE_REQUEST_FAIL', `The download answered ${status}.`);
  const tempFilePath = (await web.options.files?.keepBlob(content, fileID)) ?? URL.createObjectURL(content);
  return { tempFilePath, statusCode: status, errMsg: `${API}:ok` };
}

async function get(web: Web, url: string, task: TransferTask, signal: AbortSignal) {
  const response = await web.options.fetch(url, { signal });
  task.received(Object.fromEntries(response.headers));
  const all = Number(response.headers.get('content-length'));
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let done = 0;
  for await (const chunk of chunksOf(response)) {
    chunks.push(chunk);
    done += chunk.length;
    task.progressed(done, all, COUNTS);
  }
  const type = response.headers.get('content-type') ?? '';
  return { status: response.status, content: new Blob(chunks, { type }) };
}

/** Not every browser can iterate a stream by itself. */
async function* chunksOf({ body }: Response): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const reader = body?.getReader();
  if (!reader) return;
  for (let read = await reader.read(); !read.done; read = await reader.read()) yield read.value;
}
