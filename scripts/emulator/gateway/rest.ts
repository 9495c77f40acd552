import { CloudError, type Plain } from '../contract';
import { isObject } from '../database/values';
import { databaseCall } from './rest-database';

/** What is asked for at a newer address of the web SDK. */
export type RestRequest = { method: string; url: URL; content: unknown };

/** The wire action that it stands for, how its answer reads there, and whether a failure shows in the status. */
export type RestCall = { body: Plain; answer: (data: Plain) => unknown; failsByStatus?: true };

type Item = Record<string, unknown>;

/** The wire action for `/v1/<family>/<name>`, as the web SDK calls it in its GATEWAY mode. */
export function restCall(request: RestRequest): RestCall {
  const { url, content } = request;
  const [, , family, name = ''] = url.pathname.split('/');
  if (family === 'database') return databaseCall(request);
  if (family === 'functions') return callFunction(decodeName(name), content);
  const call = family === 'storages' && Object.hasOwn(storageCalls, name) ? storageCalls[name] : undefined;
  if (!call) throw new CloudError('RESOURCE_NOT_FOUND', `There is no ${url.pathname} here.`);
  if (!Array.isArray(content) || !content.every(isObject))
    throw new CloudError('INVALID_PARAM', 'The body is not a JSON array of objects.');
  return call(content);
}

function decodeName(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    throw new CloudError('INVALID_PARAM', `"${name}" is not a name as it is written in an address.`);
  }
}

function callFunction(name: string, event: unknown): RestCall {
  const body = { action: 'functions.invokeFunction', function_name: name, request_data: JSON.stringify(event) };
  return { body, answer: ({ response_data: text }) => JSON.parse(String(text)) as unknown };
}

const storageCalls: Record<string, (items: Item[]) => RestCall> = {
  'get-objects-upload-info': ([item]) => ({
    body: { action: 'storage.getUploadMetadata', path: item?.['objectId'] },
    answer: ({ url, token, authorization, fileId, cosFileId }) => [
      { uploadUrl: url, token, authorization, cloudObjectId: fileId, cloudObjectMeta: cosFileId },
    ],
  }),
  'get-objects-download-info': (items) => ({
    body: {
      action: 'storage.batchGetDownloadUrl',
      file_list: items.map(({ cloudObjectId, maxAge }) => ({ fileid: cloudObjectId, max_age: maxAge })),
    },
    answer: outcomes('download_list', ({ tempFileURL }) => ({ downloadUrl: tempFileURL })),
  }),
  'delete-objects': (items) => ({
    body: { action: 'storage.batchDeleteFile', fileid_list: items.map(({ cloudObjectId }) => cloudObjectId) },
    answer: outcomes('delete_list'),
  }),
  'copy-objects': (items) => ({
    body: {
      action: 'storage.batchCopyFile',
      file_list: items.map(({ srcPath, dstPath, overwrite, removeOriginal }) => ({
        src_path: srcPath,
        dst_path: dstPath,
        overwrite,
        remove_original: removeOriginal,
      })),
    },
    answer: outcomes('copy_list'),
  }),
};

/** One result for each file; only a failure has a code. */
function outcomes(list: string, more: (item: Item) => Item = () => ({})): (data: Plain) => Item[] {
  return (data) =>
    (data[list] as Item[]).map((item) => ({
      cloudObjectId: item['fileID'],
      ...more(item),
      ...(item['code'] === 'SUCCESS' ? {} : { code: item['code'], message: item['message'] }),
    }));
}
