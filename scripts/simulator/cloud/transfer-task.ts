/** How far a transfer is; the names of the byte counts are WeChat's, which differ by direction. */
export type Progress = { progress: number } & Record<string, number>;
type Headers = { header: Record<string, string> };

/** A transfer that is under way: what an app gets instead of a promise when it gives callbacks. */
export class TransferTask {
  private readonly aborter = new AbortController();
  private readonly progressListeners = new Set<(progress: Progress) => void>();
  private readonly headerListeners = new Set<(headers: Headers) => void>();

  readonly signal = this.aborter.signal;

  abort(): void {
    this.aborter.abort();
  }

  onProgressUpdate(listener: (progress: Progress) => void): void {
    this.progressListeners.add(listener);
  }

  offProgressUpdate(listener?: (progress: Progress) => void): void {
    remove(this.progressListeners, listener);
  }

  onHeadersReceived(listener: (headers: Headers) => void): void {
    this.headerListeners.add(listener);
  }

  offHeadersReceived(listener?: (headers: Headers) => void): void {
    remove(this.headerListeners, listener);
  }

  /** Tells the app that so many bytes of all are through. */
  progressed(done: number, all: number, [doneName, allName]: [string, string]): void {
    const progress = all === 0 ? 100 : Math.floor((done / all) * 100);
    for (const listener of this.progressListeners) listener({ progress, [doneName]: done, [allName]: all });
  }

  received(header: Record<string, string>): void {
    for (const listener of this.headerListeners) listener({ header });
  }
}

function remove<Listener>(listeners: Set<Listener>, listener?: Listener): void {
  if (listener === undefined) listeners.clear();
  else listeners.delete(listener);
}
