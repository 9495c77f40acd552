import { call } from './cloud';
import { isFailure } from './failure';

/** At most one report in this time. */
const THROTTLE_MS = 4_000;

/** Tells the others, now and then, that this person is writing. */
export class TypingReport {
  private toldAt = -Infinity;

  constructor(private readonly conversationId: string) {}

  /** To be called at every stroke; nobody needs to wait for it. */
  tell(): void {
    const now = Date.now();
    if (now - this.toldAt < THROTTLE_MS) return;
    this.toldAt = now;
    void this.report();
  }

  /** One that does not get through is not missed: the next one follows, or the message itself. */
  private async report(): Promise<void> {
    try {
      await call('message', 'typing', { conversationId: this.conversationId });
    } catch (error) {
      if (!isFailure(error)) throw error;
    }
  }
}
