import { call } from './cloud';
import { isFailure } from './failure';

/** At most one report in this time. */
const THROTTLE_MS = 4_000;

/** The same where the others see what is typed, and want to see the end of it. */
const PREVIEW_THROTTLE_MS = 2_000;

/** Tells the others, now and then, that this person is writing, and what, if they may know. */
export class TypingReport {
  private toldAt = -Infinity;
  private told = '';
  private pending: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly conversationId: string) {}

  /** To be called at every stroke; nobody needs to wait for it. */
  tell(): void {
    const now = Date.now();
    if (now - this.toldAt < THROTTLE_MS) return;
    this.toldAt = now;
    void this.report({});
  }

  /** The same with all that has been typed so far; empty when it was sent or taken away. The last of it is told always. */
  show(text: string): void {
    clearTimeout(this.pending);
    const wait = this.toldAt + PREVIEW_THROTTLE_MS - Date.now();
    if (wait > 0) this.pending = setTimeout(() => this.show(text), wait);
    else if (text !== this.told) this.tellText(text);
  }

  close(): void {
    clearTimeout(this.pending);
  }

  private tellText(text: string): void {
    this.toldAt = Date.now();
    this.told = text;
    void this.report({ text });
  }

  /** One that does not get through is not missed: the next one follows, or the message itself. */
  private async report(typed: { text?: string }): Promise<void> {
    try {
      await call('message', 'typing', { conversationId: this.conversationId, ...typed });
    } catch (error) {
      if (!isFailure(error)) throw error;
    }
  }
}
