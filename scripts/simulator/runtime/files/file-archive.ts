import type { LocalFile } from './local-file';

const database = 'simulated-phones';
const store = 'files';

/** Where saved files outlive the app: the browser's IndexedDB, apart for every app and person. */
export class FileArchive {
  private constructor(
    private readonly files: IDBDatabase,
    private readonly owner: string,
  ) {}

  static async open(factory: IDBFactory, owner: string): Promise<FileArchive> {
    const request = factory.open(database, 1);
    request.addEventListener('upgradeneeded', () => request.result.createObjectStore(store));
    return new FileArchive(await settled(request), owner);
  }

  async all(): Promise<Map<string, LocalFile>> {
    const files = this.files.transaction(store).objectStore(store);
    const [keys, values] = await Promise.all([
      settled(files.getAllKeys(this.range)),
      settled(files.getAll(this.range)),
    ]);
    return new Map(keys.map((key, index) => [(key as [string, string])[1], values[index] as LocalFile]));
  }

  async put(path: string, file: LocalFile): Promise<void> {
    await settled(this.writable().put(file, [this.owner, path]));
  }

  async remove(path: string): Promise<void> {
    await settled(this.writable().delete([this.owner, path]));
  }

  async clear(): Promise<void> {
    await settled(this.writable().delete(this.range));
  }

  private get range(): IDBKeyRange {
    return IDBKeyRange.bound([this.owner], [this.owner, []]);
  }

  private writable(): IDBObjectStore {
    return this.files.transaction(store, 'readwrite').objectStore(store);
  }
}

function settled<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error('The browser keeps no files.')));
  });
}
