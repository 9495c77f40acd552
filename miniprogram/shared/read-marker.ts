import { call } from './cloud';
import { isRetryable } from './failure';
import { backOff, Pause } from './pause';

/** At most one report in this time. */
const THROTTLE_MS = 2_000;

/** Tells the cloud how far this reader has read: only forward, throttled, and until it is known there. */
export class ReadMarker {
  private told = 0;
  private wanted = 0;
  private running: Promise<void> | undefined;
  private resting: Pause | undefined;
  private isClosed = false;

  constructor(
    private readonly conversationId: string,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** The cloud knows already. */
  isTold(seq: number): void {
    this.told = Math.max(this.told, seq);
  }

  mark(seq: number): void {
    this.wanted = Math.max(this.wanted, seq);
    this.running ??= this.run();
  }

  close(): void {
    this.isClosed = true;
    this.resting?.end();
  }

  private async run(): Promise<void> {
    let failures = 0;
    while (this.wanted > this.told && !this.isClosed) {
      failures = (await this.tell(this.wanted)) ? 0 : failures + 1;
      this.resting = new Pause(failures > 0 ? backOff(failures) : THROTTLE_MS);
      await this.resting.over;
    }
    this.running = undefined;
  }

  private async tell(seq: number): Promise<boolean> {
    try {
      await call('message', 'read', { conversationId: this.conversationId, seq });
    } catch (error) {
      if (isRetryable(error)) return false;
      this.onError(error);
    }
    this.isTold(seq);
    return true;
  }
}
