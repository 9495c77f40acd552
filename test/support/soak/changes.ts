/** What has not become less for so long will not: a message in trouble is tried again every half minute, and may fail many times in a row. */
const STALL_MS = 600_000;

/** Lets a test wait until many things are as they should be, and says what is not when that comes to a standstill. */
export class Changes {
  private readonly waiting = new Set<() => void>();
  private isDue = false;

  /** Something has changed. Those who wait look once after several changes. */
  readonly tell = (): void => {
    if (this.isDue) return;
    this.isDue = true;
    setTimeout(() => {
      this.isDue = false;
      for (const look of this.waiting) look();
    }, 10);
  };

  /** Resolves when nothing is left; rejects with what is when that does not become less any more. */
  until(left: () => readonly string[]): Promise<void> {
    return new Promise((resolve, reject) => {
      let least = Infinity;
      let timer: NodeJS.Timeout | undefined;
      const stall = () => {
        this.waiting.delete(look);
        reject(new Error(`For ${STALL_MS / 1000} s this has not become less:\n${left().join('\n')}`));
      };
      const look = () => {
        const { length } = left();
        if (length < least) {
          clearTimeout(timer);
          timer = setTimeout(stall, STALL_MS);
          least = length;
        }
        if (length > 0) return;
        clearTimeout(timer);
        this.waiting.delete(look);
        resolve();
      };
      this.waiting.add(look);
      look();
    });
  }
}
