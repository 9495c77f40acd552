/** Nothing has changed anywhere for so long that nothing will. */
const STALL_MS = 90_000;

/** Lets a test wait for a state of many things, and tells when they have stopped changing before it was reached. */
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

  /** Resolves when `isReached`; rejects with what `lacks` says when nothing changes any more. */
  until(isReached: () => boolean, lacks: () => string): Promise<void> {
    return new Promise((resolve, reject) => {
      const stall = () => {
        this.waiting.delete(look);
        reject(new Error(`Nothing has changed for ${STALL_MS / 1000} s.\n${lacks()}`));
      };
      let timer = setTimeout(stall, STALL_MS);
      const look = () => {
        clearTimeout(timer);
        timer = setTimeout(stall, STALL_MS);
        if (!isReached()) return;
        clearTimeout(timer);
        this.waiting.delete(look);
        resolve();
      };
      this.waiting.add(look);
      look();
    });
  }
}
