import { isRetryable } from './failure';
import { backOff, Pause } from './pause';

export type Work = {
  isNeeded: () => boolean;
  step: () => Promise<void>;
  /** A step failed in a way that trying again would not mend; no further step is taken. Not told after closing. */
  onRefused: (error: unknown) => void;
};

/** Takes one step after the other for as long as there is something to do, with back-off while the cloud cannot be had. */
export class Background {
  private isRunning = false;
  private isClosed = false;
  private resting: Pause | undefined;

  constructor(private readonly work: Work) {}

  /** To be called whenever there may be something to do. */
  start(): void {
    if (!this.isRunning) void this.run();
  }

  close(): void {
    this.isClosed = true;
    this.resting?.end();
  }

  /** Waits; closing ends it, and so does whatever ends a `Pause`. Whether to go on. */
  async rest(ms: number): Promise<boolean> {
    if (this.isClosed) return false;
    this.resting = new Pause(ms);
    await this.resting.over;
    return !this.isClosed;
  }

  private async run(): Promise<void> {
    this.isRunning = true;
    let failures = 0;
    while (!this.isClosed && this.work.isNeeded()) {
      failures = (await this.succeeds()) ? 0 : failures + 1;
      if (failures > 0) await this.rest(backOff(failures));
    }
    this.isRunning = false;
  }

  private async succeeds(): Promise<boolean> {
    try {
      await this.work.step();
      return true;
    } catch (error) {
      if (this.isClosed || isRetryable(error)) return false;
      this.close();
      this.work.onRefused(error);
      return true;
    }
  }
}
