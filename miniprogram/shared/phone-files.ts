import { FileError } from './failure';

/** https://developers.weixin.qq.com/miniprogram/dev/api/file/FileSystemManager.copyFile.html */
const NO_ROOM = 1300202;

type Failure = { errno?: number; errCode?: number; errMsg?: string };
type Callbacks = { success: () => void; fail: (failure: Failure) => void };

/** The address of a file that this app keeps under a name. */
export const keptPath = (name: string): string => `${wx.env.USER_DATA_PATH}/${name}`;

/** The part of a file's name after its last dot, in small letters; `bin` when there is none to trust. */
export const extensionOf = (path: string): string => /\.([A-Za-z0-9]{1,8})$/.exec(path)?.[1]?.toLowerCase() ?? 'bin';

/** Keeps a copy that outlives this run of the app; the source stays usable as long as it would. */
export function keepCopy(source: string, path: string): Promise<void> {
  return done((callbacks) => files().copyFile({ srcPath: source, destPath: path, ...callbacks }));
}

export async function isKept(path: string): Promise<boolean> {
  try {
    await done((callbacks) => files().access({ path, ...callbacks }));
    return true;
  } catch {
    return false;
  }
}

/** A file that is not there is as good as removed. */
export async function removeKept(path: string): Promise<void> {
  try {
    await done((callbacks) => files().unlink({ filePath: path, ...callbacks }));
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
  }
}

const files = (): WechatMiniprogram.FileSystemManager => wx.getFileSystemManager();

const done = (start: (callbacks: Callbacks) => void): Promise<void> =>
  new Promise((resolve, reject) => {
    start({ success: () => resolve(), fail: (failure) => reject(fileError(failure)) });
  });

function fileError({ errno, errCode, errMsg = '' }: Failure): FileError {
  const isFull = errno === NO_ROOM || errCode === NO_ROOM || errMsg.includes('storage limit');
  return new FileError(isFull ? 'STORAGE_FULL' : 'FILE_GONE', errMsg);
}
