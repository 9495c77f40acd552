import { Device } from '../../miniprogram/shared/support/device';

/** A device whose files have content and whose app cannot write any more once it is killed. */
export class SoakDevice extends Device {
  readonly network = {
    isOnline: () => this.isOnline,
    onChange: (tell: (isOnline: boolean) => void) => this.tells.add(tell),
  };
  private readonly tells = new Set<(isOnline: boolean) => void>();
  private run = 0;

  /** `onStored`: told of whatever the app writes down. */
  constructor(private readonly onStored: () => void) {
    super();
  }

  override setOnline(isOnline: boolean): void {
    super.setOnline(isOnline);
    for (const tell of this.tells) tell(isOnline);
  }

  override kill(): void {
    super.kill();
    this.run += 1;
    this.tells.clear();
    this.isOnline = true;
  }

  override api(cloud: object): object {
    const { run } = this;
    const wx = super.api(cloud) as {
      setStorageSync: (...args: unknown[]) => void;
      removeStorageSync: (key: string) => void;
    };
    const whileAlive =
      <T extends unknown[]>(write: (...args: T) => void) =>
      (...args: T) => {
        if (run !== this.run) return;
        write(...args);
        this.onStored();
      };
    return {
      ...wx,
      setStorageSync: whileAlive(wx.setStorageSync),
      removeStorageSync: whileAlive(wx.removeStorageSync),
    };
  }

  read(path: string): Uint8Array<ArrayBuffer> {
    if (!this.files.has(path)) throw new Error(`${path} is not on the phone`);
    return new TextEncoder().encode(path);
  }
}
