import { numberOf } from './errors';
import { settle, type Callbacks } from './settle';
import type { Web } from './web';

type FileStatus = { fileID: string; status: number; errMsg: string };
type FileLink = FileStatus & { tempFileURL: string; maxAge: number };
type Outcome = { fileID: string; code: string; message?: string };
type Link = Outcome & { tempFileURL: string; maxAge: number };

export type FileLinks = { fileList: FileLink[]; errMsg: string };
export type LinkRequest = Callbacks<FileLinks> & { fileList: (string | { fileID: string; maxAge?: number })[] };
export type FileStatuses = { fileList: FileStatus[]; errMsg: string };
export type DeleteRequest = Callbacks<FileStatuses> & { fileList: string[] };

/** Temporary addresses of files; each succeeds or fails by itself. */
export function getTempFileURL(web: Web, options: LinkRequest): Promise<FileLinks> | undefined {
  return settle('cloud.getTempFileURL', options, async () => {
    const fileList = (await links(web, options.fileList)).map(({ tempFileURL, maxAge, ...outcome }) => ({
      ...statusOf(outcome),
      tempFileURL,
      maxAge,
    }));
    return { fileList, errMsg: 'cloud.getTempFileURL:ok' };
  });
}

/** Deletes files; each succeeds or fails by itself. */
export function deleteFile(web: Web, options: DeleteRequest): Promise<FileStatuses> | undefined {
  return settle('cloud.deleteFile', options, async () => {
    const reply = await web.call('storage.batchDeleteFile', { fileid_list: options.fileList });
    const { delete_list: outcomes } = reply['data'] as { delete_list: Outcome[] };
    return { fileList: outcomes.map(statusOf), errMsg: 'cloud.deleteFile:ok' };
  });
}

/** The addresses as the cloud gives them. */
export async function links(web: Web, files: LinkRequest['fileList']): Promise<Link[]> {
  const file_list = files?.map((file) =>
    typeof file === 'string' ? { fileid: file } : { fileid: file.fileID, max_age: file.maxAge },
  );
  const reply = await web.call('storage.batchGetDownloadUrl', { file_list });
  return (reply['data'] as { download_list: Link[] }).download_list;
}

function statusOf({ fileID, code }: Outcome): FileStatus {
  if (code === 'SUCCESS') return { fileID, status: 0, errMsg: 'ok' };
  const [status, errMsg] = numberOf(code);
  return { fileID, status, errMsg };
}
