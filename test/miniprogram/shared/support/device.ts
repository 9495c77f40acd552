import { randomFillSync } from 'node:crypto';

const FOLDER = 'wxfile://usr';
const FILE_MS = 10;
const gone = { errno: 1300002, errMsg: 'fail no such file or directory' };
const full = { errno: 1300202, errMsg: 'fail the maximum size of the file storage limit is exceeded' };

type Callbacks = { success: () => void; fail: (failure: object) => void };

const isTemporary = (path: string): boolean => !path.startsWith(FOLDER);

function answer(callbacks: Callbacks, act: () => object | undefined): void {
  setTimeout(() => {
    const failure = act();
    if (failure) callbacks.fail(failure);
    else callbacks.success();
  }, FILE_MS);
}

/** What a phone offers an app besides the cloud: storage, randomness, and news of the network and of being shown. */
export class Device {
  /** The files on the phone; temporary ones go with the app. */
  readonly files = new Set<string>();
  /** How many copies still fit. */
  room = Infinity;
  readonly stored = new Map<string, string>();
  protected isOnline = true;
  private readonly onNetwork = new Set<(result: { isConnected: boolean }) => void>();
  private readonly onShow = new Set<() => void>();
  private readonly onHide = new Set<() => void>();

  setOnline(isOnline: boolean): void {
    this.isOnline = isOnline;
    for (const listener of this.onNetwork) listener({ isConnected: isOnline });
  }

  setVisible(isVisible: boolean): void {
    for (const listener of isVisible ? this.onShow : this.onHide) listener();
  }

  /** The app is gone, and with it whatever it listened to. */
  kill(): void {
    for (const listeners of [this.onNetwork, this.onShow, this.onHide]) listeners.clear();
    for (const path of this.files) if (isTemporary(path)) this.files.delete(path);
  }

  /** Somebody picks a file: the path an app gets for it. */
  pick(name: string): string {
    const path = `wxfile://tmp_${name}`;
    this.files.add(path);
    return path;
  }

  /** The files that outlive the app. */
  kept(): string[] {
    return [...this.files].filter((path) => !isTemporary(path));
  }

  /** `wx`, with a cloud. */
  api(cloud: object): object {
    return {
      cloud,
      env: { USER_DATA_PATH: FOLDER },
      getFileSystemManager: () => this.fileSystem(),
      getRandomValues: async ({ length }: { length: number }) => ({
        randomValues: randomFillSync(new Uint8Array(length)).buffer,
      }),
      getStorageInfoSync: () => ({ keys: [...this.stored.keys()] }),
      getStorageSync: (key: string) => JSON.parse(this.stored.get(key) ?? '""'),
      setStorageSync: (key: string, value: unknown) => void this.stored.set(key, JSON.stringify(value)),
      removeStorageSync: (key: string) => void this.stored.delete(key),
      onNetworkStatusChange: (listener: never) => void this.onNetwork.add(listener),
      offNetworkStatusChange: (listener: never) => void this.onNetwork.delete(listener),
      onAppShow: (listener: never) => void this.onShow.add(listener),
      offAppShow: (listener: never) => void this.onShow.delete(listener),
      onAppHide: (listener: never) => void this.onHide.add(listener),
      offAppHide: (listener: never) => void this.onHide.delete(listener),
    };
  }

  private fileSystem(): object {
    return {
      access: ({ path, ...callbacks }: { path: string } & Callbacks) =>
        answer(callbacks, () => (this.files.has(path) ? undefined : gone)),
      unlink: ({ filePath, ...callbacks }: { filePath: string } & Callbacks) =>
        answer(callbacks, () => (this.files.delete(filePath) ? undefined : gone)),
      copyFile: ({ srcPath, destPath, ...callbacks }: { srcPath: string; destPath: string } & Callbacks) =>
        answer(callbacks, () => this.copy(srcPath, destPath)),
    };
  }

  private copy(source: string, path: string): object | undefined {
    if (!this.files.has(source)) return gone;
    if (this.kept().length >= this.room) return full;
    this.files.add(path);
    return undefined;
  }
}
