import { ApiFailure } from '../api/call';
import { FileArchive } from './file-archive';
import { extensionFor, extensionOf, type LocalFile, type Measures, typeOf } from './local-file';

/** The folder in which an app names its files itself. */
export const userFolder = 'wxfile://usr';
const temporaryStart = 'wxfile://tmp_';
const savedStart = 'wxfile://store_';

const megabyte = 1024 * 1024;
const oneLimit = 100 * megabyte;
const totalLimit = 200 * megabyte;

type Bytes = Uint8Array<ArrayBuffer>;

/** The phone's files of one app and person: temporary ones, which end with the app, and saved ones, which stay. */
export class LocalFiles {
  readonly #files: Map<string, LocalFile>;
  readonly #urls = new Map<string, string>();
  #archived: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly archive?: FileArchive,
    saved: Map<string, LocalFile> = new Map(),
  ) {
    this.#files = saved;
  }

  /** The files of `owner` as an earlier run left them; a browser that keeps nothing starts empty each time. */
  static async open(owner: string, factory: IDBFactory | undefined): Promise<LocalFiles> {
    try {
      if (!factory) return new LocalFiles();
      const archive = await FileArchive.open(factory, owner);
      return new LocalFiles(archive, await archive.all());
    } catch {
      return new LocalFiles();
    }
  }

  /** Keeps `content` until the app is killed; answers its path. */
  keep(content: Bytes, extension: string, measures: Measures = {}): string {
    const path = newPath(temporaryStart, extension);
    this.#files.set(path, { content, type: typeOf(path), modifiedAt: Date.now(), measures });
    return path;
  }

  /** The same for what the browser has as a blob; `name` tells the extension. */
  async keepBlob(blob: Blob, name = '', measures: Measures = {}): Promise<string> {
    return this.keep(await bytesOf(blob), extensionOf(name) || extensionFor(blob.type), measures);
  }

  find(path: string): LocalFile | undefined {
    return this.#files.get(path);
  }

  /** The content of a file, which must be there. */
  read(path: string): Bytes {
    return fileAt(this, path).content ?? refuse(1_300_021, `Is a directory ${path}`);
  }

  /** Where the browser can show the file; undefined when there is none. */
  url(path: string): string | undefined {
    const file = this.#files.get(path);
    if (!file?.content) return undefined;
    const known = this.#urls.get(path);
    if (known) return known;
    const url = URL.createObjectURL?.(new Blob([file.content], { type: file.type })) ?? path;
    this.#urls.set(path, url);
    return url;
  }

  /** Moves a temporary file to where it stays: `to`, or a place of the phone's choice. */
  save(from: string, to = newPath(savedStart, extensionOf(from))): string {
    if (!from.startsWith(temporaryStart)) refuse(1_300_014, `Path permission denied ${from}`);
    const file = fileAt(this, from);
    if (!to.startsWith(savedStart)) this.mustBeWritable(to);
    this.put(to, file);
    this.forget(from);
    return to;
  }

  /** Writes a file of the app's own folder, or makes a folder when there is no content. */
  write(path: string, content: Bytes | undefined, measures: Measures = {}): void {
    this.mustBeWritable(path);
    this.put(path, { content, type: typeOf(path), modifiedAt: Date.now(), measures });
  }

  remove(path: string): void {
    fileAt(this, path);
    this.forget(path);
    this.archiveLater((archive) => archive.remove(path));
  }

  /** Resolves when all changes so far outlive the app. */
  async archived(): Promise<void> {
    await this.#archived;
  }

  /** The saved files that the phone named. */
  saved(): [path: string, file: LocalFile][] {
    return [...this.#files].filter(([path]) => path.startsWith(savedStart));
  }

  /** The names of what is right inside a folder. */
  inside(folder: string): string[] {
    const start = `${folder.replace(/\/$/, '')}/`;
    const names = [...this.#files.keys()]
      .filter((path) => path.startsWith(start))
      .map((path) => path.slice(start.length));
    return names.filter((name) => !name.includes('/'));
  }

  isFolder(path: string): boolean {
    const file = this.#files.get(path.replace(/\/$/, ''));
    return path.replace(/\/$/, '') === userFolder || (file !== undefined && file.content === undefined);
  }

  /** Forgets everything, as when the person deletes the app. */
  clear(): void {
    for (const path of this.#files.keys()) this.forget(path);
    this.archiveLater((archive) => archive.clear());
  }

  private put(path: string, file: LocalFile): void {
    this.mustFit(path, file.content?.length ?? 0);
    this.forget(path);
    this.#files.set(path, file);
    this.archiveLater((archive) => archive.put(path, file));
  }

  /** Changes reach the archive in their order. */
  private archiveLater(change: (archive: FileArchive) => Promise<void>): void {
    const { archive } = this;
    if (archive) this.#archived = this.#archived.then(() => change(archive));
  }

  private mustBeWritable(path: string): void {
    if (!path.startsWith(`${userFolder}/`)) refuse(1_300_013, `permission denied, open ${path}`);
    const folder = path.slice(0, path.lastIndexOf('/'));
    if (!this.isFolder(folder)) refuse(1_300_002, `no such file or directory ${path}`);
    if (this.isFolder(path)) refuse(1_300_021, `Is a directory ${path}`);
  }

  private mustFit(path: string, size: number): void {
    const kept = [...this.#files].filter(([other]) => other !== path && !other.startsWith(temporaryStart));
    const total = kept.reduce((sum, [, { content }]) => sum + (content?.length ?? 0), size);
    if (size > oneLimit || total > totalLimit)
      refuse(1_300_202, 'the maximum size of the file storage limit is exceeded');
  }

  private forget(path: string): void {
    this.#files.delete(path);
    const url = this.#urls.get(path);
    if (url?.startsWith('blob:')) URL.revokeObjectURL(url);
    this.#urls.delete(path);
  }
}

/** A file that must be there. */
export function fileAt(files: LocalFiles, path: string): LocalFile {
  return files.find(path) ?? refuse(1_300_002, `no such file or directory ${path}`);
}

/** Fails as WeChat's file system does. */
export function refuse(errno: number, reason: string): never {
  throw new ApiFailure(reason, { errno, errCode: errno });
}

/** The bytes of a blob, in every browser there is a test for. */
export function bytesOf(blob: Blob): Promise<Bytes> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => resolve(new Uint8Array(reader.result as ArrayBuffer)));
    reader.addEventListener('error', () => reject(reader.error ?? new Error('The file cannot be read.')));
    reader.readAsArrayBuffer(blob);
  });
}

function newPath(start: string, extension: string): string {
  const name = [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
  return `${start}${name}${extension ? `.${extension}` : ''}`;
}
