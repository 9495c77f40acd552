import { randomFillSync } from 'node:crypto';

/** What a phone offers an app besides the cloud: storage, randomness, and news of the network and of being shown. */
export class Device {
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
  }

  /** `wx`, with a cloud. */
  api(cloud: object): object {
    return {
      cloud,
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
}
