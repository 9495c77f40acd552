/** What arrives, in order, for a test to take one by one. */
export class Inbox<T> {
  private readonly arrived: T[] = [];
  private readonly takers: ((item: T) => void)[] = [];

  put = (item: T): void => {
    const taker = this.takers.shift();
    if (taker) taker(item);
    else this.arrived.push(item);
  };

  take(): Promise<T> {
    const item = this.arrived.shift();
    if (item !== undefined) return Promise.resolve(item);
    return new Promise((resolve) => {
      this.takers.push(resolve);
    });
  }

  /** Takes until one fits, and gives that. */
  async takeUntil(fits: (item: T) => boolean): Promise<T> {
    for (;;) {
      const item = await this.take();
      if (fits(item)) return item;
    }
  }
}
