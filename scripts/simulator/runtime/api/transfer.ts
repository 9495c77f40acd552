import { TransferTask } from '../../cloud/transfer-task';
import { typeOf } from '../files/local-file';
import type { MiniProgram } from '../mini-program';
import { showDocument } from '../overlays/document';
import { failIfWanted } from '../outcomes';
import { sourceUrl } from '../sources';
import { api, ApiFailure } from './call';

type Download = { url: string; filePath?: string };
type Opening = { filePath: string; fileType?: string; showMenu?: boolean };

type Sharing = { filePath: string; fileName?: string };

const counts: [string, string] = ['totalBytesWritten', 'totalBytesExpectedToWrite'];
const documents = ['doc', 'docx', 'xls', 'xlsx', 'ppt', 'pptx', 'pdf'];

/** Files that come from the web, and the phone's reader of documents. */
export function transferApi(program: MiniProgram): Record<string, unknown> {
  return {
    downloadFile: (options: Download) => {
      const task = new TransferTask();
      void api('downloadFile', (wanted: Download) => download(program, wanted, task))({
        complete: () => {},
        ...options,
      });
      return task;
    },
    shareFileMessage: api('shareFileMessage', (sharing: Sharing) => shareFile(program, sharing)),
    openDocument: api('openDocument', ({ filePath, fileType }: Opening) => openDocument(program, filePath, fileType)),
  };
}

async function download({ device, files }: MiniProgram, { url, filePath }: Download, task: TransferTask) {
  failIfWanted(device.outcomes.take('downloadFile'));
  if (!device.online) throw new ApiFailure('network error', { errno: 600_003 });
  const { status, content } = await get(url, task);
  if (!filePath) return { tempFilePath: await files.keepBlob(content, nameIn(url)), statusCode: status };
  files.write(filePath, new Uint8Array(await content.arrayBuffer()));
  await files.archived();
  return { filePath, statusCode: status };
}

async function get(url: string, task: TransferTask): Promise<{ status: number; content: Blob }> {
  try {
    const response = await fetch(url, { signal: task.signal });
    task.received(Object.fromEntries(response.headers));
    const content = await withProgress(response, task).blob();
    return { status: response.status, content };
  } catch (cause) {
    throw new ApiFailure(task.signal.aborted ? 'abort' : 'network error', { errno: 600_003, cause });
  }
}

/** The same response, which tells the task of every piece that passes. */
function withProgress(response: Response, task: TransferTask): Response {
  const all = Number(response.headers.get('content-length'));
  let done = 0;
  const counter = new TransformStream<Uint8Array, Uint8Array>({
    transform(piece, controller) {
      done += piece.length;
      task.progressed(done, all, counts);
      controller.enqueue(piece);
    },
  });
  return new Response(response.body?.pipeThrough(counter) ?? null, { headers: response.headers });
}

function nameIn(url: string): string {
  return new URL(url, location.href).pathname.split('/').at(-1) ?? '';
}

function openDocument({ files, screen }: MiniProgram, path: string, fileType?: string): void {
  const type = fileType ?? path.split('.').at(-1) ?? '';
  files.read(path);
  if (!documents.includes(type)) throw new ApiFailure('filetype not supported');
  const name = path.split('/').at(-1) ?? path;
  showDocument(screen.overlays, { name, url: sourceUrl(path), isPdf: typeOf(`.${type}`) === 'application/pdf' });
}

/** The chat a file is sent to is the computer's folder of downloads. */
function shareFile({ files }: MiniProgram, { filePath, fileName }: Sharing): void {
  files.read(filePath);
  const link = document.createElement('a');
  link.href = sourceUrl(filePath);
  link.download = fileName ?? filePath.split('/').at(-1) ?? filePath;
  link.click();
}
