import type { LocalFile } from '../files/local-file';
import { fileAt, type LocalFiles, userFolder } from '../files/local-files';
import type { MiniProgram } from '../mini-program';
import { api, callbackOnly, syncApi } from './call';
import { type FileOperation, fileOperations, type FileParameters } from './file-operations';

type Saved = { filePath: string };

/** The phone's files: the file system manager, and the older calls beside it. */
export function filesApi({ files }: MiniProgram): Record<string, unknown> {
  const manager = createManager(files);
  return {
    env: { USER_DATA_PATH: userFolder },
    getFileSystemManager: () => manager,
    saveFile: api('saveFile', async ({ tempFilePath, filePath }: { tempFilePath: string; filePath?: string }) => {
      const savedFilePath = files.save(tempFilePath, filePath);
      await files.archived();
      return { savedFilePath };
    }),
    ...namedByPhone(files),
  };
}

/** What an app can ask of files that the phone has named. */
function namedByPhone(files: LocalFiles): Record<string, (options?: Saved) => unknown> {
  return {
    getFileInfo: api('getFileInfo', ({ filePath }: Saved) => ({ size: files.read(filePath).length })),
    getSavedFileList: api('getSavedFileList', () => ({
      fileList: files.saved().map(([filePath, file]) => ({ filePath, ...facts(file) })),
    })),
    getSavedFileInfo: api('getSavedFileInfo', ({ filePath }: Saved) => facts(fileAt(files, filePath))),
    removeSavedFile: api('removeSavedFile', async ({ filePath }: Saved) => {
      files.remove(filePath);
      await files.archived();
    }),
  };
}

function facts({ content, modifiedAt }: LocalFile): { size: number; createTime: number } {
  return { size: content?.length ?? 0, createTime: Math.floor(modifiedAt / 1000) };
}

/** Its methods take callbacks and give no promise; each has a form that answers at once. */
function createManager(files: LocalFiles): Record<string, unknown> {
  const methods = Object.entries(fileOperations).flatMap(([name, operation]) => [
    [name, callbackOnly(name, (parameters: FileParameters) => run(operation, files, parameters))],
    [`${name}Sync`, syncApi(`${name}Sync`, (...values: unknown[]) => runNow(operation, files, values))],
  ]);
  const { getFileInfo, getSavedFileList, removeSavedFile } = namedByPhone(files);
  return { ...Object.fromEntries(methods), getFileInfo, getSavedFileList, removeSavedFile };
}

async function run(operation: FileOperation, files: LocalFiles, parameters: FileParameters): Promise<object | void> {
  const result = operation.run(files, parameters);
  await files.archived();
  return operation.answer ? { [operation.answer]: result } : undefined;
}

/** The change is made at once; only the archive hears of it later. */
function runNow(operation: FileOperation, files: LocalFiles, values: unknown[]): unknown {
  const given = operation.order.flatMap((name, index) => (values[index] === undefined ? [] : [[name, values[index]]]));
  return operation.run(files, Object.fromEntries(given) as FileParameters);
}
