import tcb from '@cloudbase/node-sdk';
import type { Plain } from '../../../scripts/emulator/contract';
import { fileIdOf } from '../../../scripts/emulator/storage/file-id';
import { held } from './held-database';

type Named = { fileID: string };
type Methods = Record<string, (given: never) => Promise<Plain>>;

/** Cloud storage within this process: the official SDK asks it, and each request can be held like one to the database. */
export class HeldFiles {
  /** What is in each file, by its id. */
  contents = new Map<string, string>();

  /** Opens an empty one, and lets the SDK of this process ask it instead of a server. */
  static open(): HeldFiles {
    const files = new HeldFiles();
    Object.assign(Object.getPrototypeOf(tcb.init({ env: 'local' })) as object, files.#methods());
    return files;
  }

  put(path: string, content: string): string {
    this.contents.set(fileIdOf(path), content);
    return fileIdOf(path);
  }

  #methods(): Methods {
    const deleted = ({ fileID }: Named): Plain => ({
      fileID,
      code: this.contents.delete(fileID) ? 'SUCCESS' : 'STORAGE_FILE_NONEXIST',
    });
    const linked = ({ fileID }: Named): Plain => ({ fileID, tempFileURL: this.contents.has(fileID) ? fileID : '' });
    return {
      deleteFile: ({ fileList }: { fileList: string[] }) =>
        held(async () => ({ fileList: fileList.map((fileID) => deleted({ fileID })) })),
      getTempFileURL: ({ fileList }: { fileList: Named[] }) => held(async () => ({ fileList: fileList.map(linked) })),
      getUploadMetadata: ({ cloudPath }: { cloudPath: string }) =>
        held(async () => ({ data: { fileId: fileIdOf(cloudPath) } })),
      uploadFile: ({ cloudPath, fileContent }: { cloudPath: string; fileContent: Buffer }) =>
        held(async () => ({ fileID: this.put(cloudPath, fileContent.toString('base64')) })),
    };
  }
}
