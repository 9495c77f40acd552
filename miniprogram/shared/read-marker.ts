import { Background } from './background';
import { call } from './cloud';
import { failureCode } from './failure';

/** At most one report in this time. */
const THROTTLE_MS = 2_000;

/** Tells the cloud how far this reader has read: only forward, not too often, and until it is known there. */
export class ReadMarker {
  private told = 0;
  private wanted = 0;
  private readonly background: Background;

  constructor(
    private readonly conversationId: string,
    onRefused: (error: unknown) => void,
  ) {
    this.background = new Background({
      isNeeded: () => this.wanted > this.told,
      step: () => this.tell(this.wanted),
      onRefused,
    });
  }

  /** The cloud knows this much already. */
  setTold(seq: number): void {
    this.told = Math.max(this.told, seq);
  }

  mark(seq: number): void {
    this.wanted = Math.max(this.wanted, seq);
    this.background.start();
  }

  close(): void {
    this.background.close();
  }

  private async tell(seq: number): Promise<void> {
    await this.report(seq);
    this.setTold(seq);
    await this.background.rest(THROTTLE_MS);
  }

  /** Who takes no part any more need not say how far they have read; they may come back. */
  private async report(seq: number): Promise<void> {
    try {
      await call('message', 'read', { conversationId: this.conversationId, seq });
    } catch (error) {
      if (failureCode(error) !== 'FORBIDDEN') throw error;
    }
  }
}
