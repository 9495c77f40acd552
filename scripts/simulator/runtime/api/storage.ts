import type { MiniProgram } from '../mini-program';
import { api, ApiFailure, syncApi } from './call';

const keyLimitKb = 1024;
const totalLimitKb = 10 * 1024;

type Keyed = { key: string };

/** `wx.setStorage` and its family, kept in the browser apart for every app and person. */
export function storageApi({ options, device }: MiniProgram): Record<string, unknown> {
  const storage = new PhoneStorage(device.window.localStorage, `${options.storageKey}:`);
  return {
    setStorageSync: syncApi('setStorageSync', (key: string, data: unknown) => storage.set(key, data)),
    getStorageSync: (key: string) => storage.get(key) ?? '',
    removeStorageSync: (key: string) => storage.remove(key),
    clearStorageSync: () => storage.clear(),
    getStorageInfoSync: () => storage.info(),
    setStorage: api('setStorage', ({ key, data }: Keyed & { data: unknown }) => storage.set(key, data)),
    getStorage: api('getStorage', ({ key }: Keyed) => {
      const data = storage.get(key);
      if (data === undefined) throw new ApiFailure('data not found');
      return { data };
    }),
    removeStorage: api('removeStorage', ({ key }: Keyed) => storage.remove(key)),
    clearStorage: api('clearStorage', () => storage.clear()),
    getStorageInfo: api('getStorageInfo', () => storage.info()),
  };
}

class PhoneStorage {
  constructor(
    private readonly store: Storage,
    private readonly prefix: string,
  ) {}

  get(key: string): unknown {
    const text = this.store.getItem(this.prefix + key);
    return text === null ? undefined : (JSON.parse(text) as { data: unknown }).data;
  }

  set(key: string, data: unknown): void {
    const text = JSON.stringify({ data });
    const others = this.sizeKb() - kiloBytes(this.store.getItem(this.prefix + key) ?? '');
    if (kiloBytes(text) > keyLimitKb) throw new ApiFailure('entry size limit reached');
    if (others + kiloBytes(text) > totalLimitKb) throw new ApiFailure('exceed storage max size 10Mb');
    this.store.setItem(this.prefix + key, text);
  }

  remove(key: string): void {
    this.store.removeItem(this.prefix + key);
  }

  clear(): void {
    for (const key of this.keys()) this.remove(key);
  }

  info(): { keys: string[]; currentSize: number; limitSize: number } {
    return { keys: this.keys(), currentSize: Math.ceil(this.sizeKb()), limitSize: totalLimitKb };
  }

  private keys(): string[] {
    return Object.keys(this.store)
      .filter((key) => key.startsWith(this.prefix))
      .map((key) => key.slice(this.prefix.length));
  }

  private sizeKb(): number {
    return this.keys().reduce((sum, key) => sum + kiloBytes(this.store.getItem(this.prefix + key) ?? ''), 0);
  }
}

function kiloBytes(text: string): number {
  return text.length / 1024;
}
