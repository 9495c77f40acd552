import type { LocalFile } from '../files/local-file';
import { fileAt, type LocalFiles, refuse } from '../files/local-files';
import { copyOf, decode, encode } from '../files/text-coding';

type Data = string | ArrayBuffer;

/** The parameters that operations on files have, all of them as if given; an operation looks at its own. */
export type FileParameters = {
  path: string;
  filePath: string;
  dirPath: string;
  tempFilePath: string;
  srcPath: string;
  destPath: string;
  oldPath: string;
  newPath: string;
  data: Data;
  encoding?: string;
  position?: number;
  length?: number;
  recursive?: boolean;
};

/** One operation, which changes the files at once. */
export type FileOperation = {
  /** The order of the parameters in the `…Sync` form. */
  order: (keyof FileParameters)[];
  /** Under which name the result is told to callbacks; without one there is no result. */
  answer?: string;
  run(files: LocalFiles, parameters: FileParameters): unknown;
};

/** What `wx.getFileSystemManager()` can do. */
export const fileOperations: Record<string, FileOperation> = {
  access: { order: ['path'], run: (files, { path }) => void mustExist(files, path) },
  saveFile: {
    order: ['tempFilePath', 'filePath'],
    answer: 'savedFilePath',
    run: (files, { tempFilePath, filePath }) => files.save(tempFilePath, filePath),
  },
  readFile: { order: ['filePath', 'encoding', 'position', 'length'], answer: 'data', run: readFile },
  writeFile: {
    order: ['filePath', 'data', 'encoding'],
    run: (files, { filePath, data, encoding }) => files.write(filePath, contentOf(data, encoding)),
  },
  appendFile: { order: ['filePath', 'data', 'encoding'], run: appendFile },
  copyFile: { order: ['srcPath', 'destPath'], run: copyFile },
  rename: { order: ['oldPath', 'newPath'], run: rename },
  unlink: { order: ['filePath'], run: unlink },
  stat: { order: ['path', 'recursive'], answer: 'stats', run: (files, { path }) => statsOf(mustExist(files, path)) },
  mkdir: { order: ['dirPath', 'recursive'], run: makeFolder },
  rmdir: { order: ['dirPath', 'recursive'], run: removeFolder },
  readdir: { order: ['dirPath'], answer: 'files', run: (files, { dirPath }) => listFolder(files, dirPath) },
};

function mustExist(files: LocalFiles, path: string): LocalFile | undefined {
  return files.isFolder(path) ? undefined : fileAt(files, path);
}

function readFile(files: LocalFiles, { filePath, encoding, position = 0, length }: FileParameters): Data {
  const content = files.read(filePath);
  const end = length === undefined ? content.length : position + length;
  if (position < 0 || end > content.length) refuse(1_300_022, 'Invalid argument');
  const part = copyOf(content.subarray(position, end));
  return encoding ? decode(part, encoding) : part.buffer;
}

function contentOf(data: Data, encoding = 'utf8') {
  return typeof data === 'string' ? encode(data, encoding) : copyOf(data);
}

function appendFile(files: LocalFiles, { filePath, data, encoding }: FileParameters): void {
  const [before, added] = [files.read(filePath), contentOf(data, encoding)];
  const whole = new Uint8Array(before.length + added.length);
  whole.set(before);
  whole.set(added, before.length);
  files.write(filePath, whole);
}

function copyFile(files: LocalFiles, { srcPath, destPath }: FileParameters): void {
  files.write(destPath, copyOf(files.read(srcPath)), fileAt(files, srcPath).measures);
}

function rename(files: LocalFiles, { oldPath, newPath }: FileParameters): void {
  const file = fileAt(files, oldPath);
  files.write(newPath, files.read(oldPath), file.measures);
  files.remove(oldPath);
}

function unlink(files: LocalFiles, { filePath }: FileParameters): void {
  if (files.isFolder(filePath)) refuse(1_300_001, `operation not permitted ${filePath}`);
  files.remove(filePath);
}

/** The state of a file, or of a folder when there is none. */
function statsOf(file: LocalFile | undefined): object {
  const time = Math.floor((file?.modifiedAt ?? 0) / 1000);
  return {
    size: file?.content?.length ?? 0,
    mode: file ? 33_206 : 16_822,
    lastAccessedTime: time,
    lastModifiedTime: time,
    isFile: () => file !== undefined,
    isDirectory: () => file === undefined,
  };
}

function makeFolder(files: LocalFiles, { dirPath, recursive = false }: FileParameters): void {
  const path = dirPath.replace(/\/$/, '');
  if (files.find(path) || files.isFolder(path)) refuse(1_301_005, `file already exists ${dirPath}`);
  const parent = path.slice(0, path.lastIndexOf('/'));
  if (recursive && !files.isFolder(parent)) makeFolder(files, { dirPath: parent, recursive } as FileParameters);
  files.write(path, undefined);
}

function removeFolder(files: LocalFiles, { dirPath, recursive = false }: FileParameters): void {
  const path = dirPath.replace(/\/$/, '');
  const inside = listFolder(files, path).map((name) => `${path}/${name}`);
  if (inside.length > 0 && !recursive) refuse(1_300_066, 'directory not empty');
  for (const each of inside) {
    if (files.isFolder(each)) removeFolder(files, { dirPath: each, recursive } as FileParameters);
    else files.remove(each);
  }
  files.remove(path);
}

function listFolder(files: LocalFiles, path: string): string[] {
  if (!files.isFolder(path)) refuse(1_300_002, `no such file or directory ${path}`);
  return files.inside(path);
}
