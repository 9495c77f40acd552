import * as v from 'valibot';
import { check } from '../check';
import { CloudError, type Actions, type Caller, type Plain } from '../contract';
import { suffer, type Faults } from '../faults';
import type { Meter } from '../meter';
import { fileIdOf } from './file-id';
import type { Storage } from './service';

/** What one request asks of the storage; faults and the meter know it by its name. */
type Task = (body: Plain, caller: Caller) => Plain | Promise<Plain>;

/** https://developers.weixin.qq.com/miniprogram/dev/wxcloudservice/wxcloud/reference-sdk-api/storage/Cloud.getTempFileURL.html */
const MOST_FILES = 50;
const USUAL_SECONDS = 600;
const MOST_SECONDS = 24 * 3600;

const linkSchema = v.object({ fileid: v.unknown(), max_age: v.optional(v.pipe(v.number(), v.minValue(1))) });
const copySchema = v.object({
  src_path: v.unknown(),
  dst_path: v.unknown(),
  overwrite: v.nullish(v.boolean(), true),
  remove_original: v.nullish(v.boolean(), false),
});
const authoritySchema = v.object({
  openId: v.nullish(v.string()),
  uid: v.nullish(v.string()),
  fileList: v.array(v.object({ path: v.string(), type: v.picklist(['READ', 'WRITE', 'READWRITE']) })),
});

/** The wire actions on files. */
export function storageActions(storage: Storage, appid: string): Actions {
  return {
    'storage.getUploadMetadata': ({ path }, caller) => {
      const { url, authorization, fileId } = storage.prepareUpload(path, caller);
      return { data: { url, authorization, token: 'local', fileId, cosFileId: encodeURI(fileId) } };
    },
    'storage.batchGetDownloadUrl': async ({ file_list: files }, caller) => ({
      data: { download_list: await forEach(files, (file) => linkTo(storage, file, caller)) },
    }),
    'storage.batchDeleteFile': async ({ fileid_list: files }, caller) => ({
      data: {
        delete_list: await forEach(files, async (fileID) => ({
          fileID,
          ...(await outcome(() => storage.remove(fileID, caller))),
        })),
      },
    }),
    'storage.batchCopyFile': async ({ file_list: files }, caller) => ({
      data: { copy_list: await forEach(files, (file) => copy(storage, file, caller)) },
    }),
    'storage.getFileAuthority': (body) => {
      const { openId, uid, fileList } = check(authoritySchema, body);
      const openid = openId || uid || '';
      return {
        data: fileList.map(({ path }) => ({
          path,
          cosFileId: encodeURI(fileIdOf(path)),
          read: storage.mayRead(path, { openid, appid }),
        })),
      };
    },
  };
}

/** The same actions, metered and struck by faults. */
export function observeStorage(actions: Actions, { meter, faults }: { meter: Meter; faults: Faults }): Actions {
  const observed = Object.entries(actions).map(([action, handle]): [string, Task] => [
    action,
    (body, caller) => {
      meter.storageCalled(caller);
      return suffer(faults.strike('storage', action), 'STORAGE_REQUEST_FAIL', async () => handle(body, caller));
    },
  ]);
  return Object.fromEntries(observed);
}

async function linkTo(storage: Storage, file: unknown, caller: Caller): Promise<Plain> {
  const { fileid: fileID, max_age: wanted = USUAL_SECONDS } = check(linkSchema, file);
  const maxAge = Math.min(wanted, MOST_SECONDS);
  return outcome(() => {
    const tempFileURL = storage.link(fileID, maxAge, caller);
    return { tempFileURL, download_url: tempFileURL, maxAge };
  }).then((result) => ({ fileID, tempFileURL: '', maxAge: 0, ...result }));
}

function copy(storage: Storage, file: unknown, caller: Caller): Promise<Plain> {
  const { src_path: from, dst_path: to, overwrite, remove_original: move } = check(copySchema, file);
  return outcome(async () => ({ fileID: await storage.copy(from, to, { overwrite, move }, caller) }));
}

/** Each file of a batch succeeds or fails by itself. */
async function outcome(work: () => Plain | void | Promise<Plain | void>): Promise<Plain> {
  try {
    return { code: 'SUCCESS', ...(await work()) };
  } catch (error) {
    if (error instanceof CloudError) return { code: error.code, message: error.message };
    throw error;
  }
}

async function forEach(files: unknown, work: (file: unknown) => Promise<Plain>): Promise<Plain[]> {
  if (!Array.isArray(files) || files.length === 0 || files.length > MOST_FILES) {
    throw new CloudError('INVALID_PARAM', `A request names 1 to ${MOST_FILES} files.`);
  }
  const results: Plain[] = [];
  for (const file of files as unknown[]) results.push(await work(file));
  return results;
}
