import { app } from './db';

/** Links live this long, and are given out while half of it is left. */
const LINK_MS = 2 * 3_600_000;
export const LINK_LEFT_MS = LINK_MS / 2;

type Known = { url: string; until: number };

const MOST_KNOWN = 1000;

/** The platform makes links for this many files in one request. */
const MOST_FILES = 50;

const known = new Map<string, Known>();

/** Links to files, each good for another hour at least; a file that is not there has none. One request, or none when all are known. */
export async function linksTo(fileIds: readonly string[], now: number): Promise<Map<string, string>> {
  const missing = [...new Set(fileIds)].filter((fileId) => (known.get(fileId)?.until ?? 0) < now + LINK_LEFT_MS);
  if (missing.length > 0) await fetchLinks(missing, now);
  return new Map(fileIds.flatMap((fileId) => (known.has(fileId) ? [[fileId, known.get(fileId)?.url ?? '']] : [])));
}

async function fetchLinks(fileIds: string[], now: number): Promise<void> {
  if (known.size + fileIds.length > MOST_KNOWN) known.clear();
  const wanted = fileIds.map((fileID) => ({ fileID, maxAge: LINK_MS / 1000 }));
  for (let first = 0; first < wanted.length; first += MOST_FILES) {
    const { fileList } = await app.getTempFileURL({ fileList: wanted.slice(first, first + MOST_FILES) });
    for (const { fileID, tempFileURL } of fileList as { fileID: string; tempFileURL: string }[])
      if (tempFileURL) known.set(fileID, { url: tempFileURL, until: now + LINK_MS });
  }
}

type Deleted = { fileID: string; code: string };

/** Deletes files; one that is not there is deleted already. */
export async function deleteFiles(fileIds: readonly string[]): Promise<void> {
  const wanted = [...new Set(fileIds)];
  for (let first = 0; first < wanted.length; first += MOST_FILES) {
    const { fileList } = await app.deleteFile({ fileList: wanted.slice(first, first + MOST_FILES) });
    const left = (fileList as Deleted[]).filter(({ code }) => code !== 'SUCCESS' && code !== 'STORAGE_FILE_NONEXIST');
    if (left.length > 0) throw Object.assign(new Error('Files could not be deleted.'), { code: left[0]?.code });
  }
  for (const fileId of wanted) known.delete(fileId);
}

/** Puts a file where no client can read it; its file id. Written again, it takes the place of what was there. */
export async function putFile(path: string, content: Buffer): Promise<string> {
  const { fileID } = await app.uploadFile({ cloudPath: path, fileContent: content });
  return fileID;
}

/** The file id that belongs to a path, whether anything is there or not. */
export async function fileIdAt(path: string): Promise<string> {
  const { data } = (await app.getUploadMetadata({ cloudPath: path })) as { data: { fileId: string } };
  return data.fileId;
}
