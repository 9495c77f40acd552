import { serverNow } from './server-time';

/** Shown for this long after the last news of it. */
const SHOWN_MS = 6_000;

/** News older than this tells of something long over. */
const STALE_MS = 30_000;

/** What was typed so shortly after a message was on its way with it, and came to be known the later. */
const OVERTAKEN_MS = 1_000;

/** Whether the other side is writing, out of what they typed and what they said, in whatever order one learns of it. */
export class TypingSign {
  private typedAt = 0;
  private saidAt = 0;
  private isShown = false;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly onChange: (isTyping: boolean) => void) {}

  /** They were typing at this server time. */
  typed(at: number): void {
    this.typedAt = Math.max(this.typedAt, at);
    if (this.isSaid() || serverNow() - at > STALE_MS) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.show(false), SHOWN_MS);
    this.show(true);
  }

  /** They said something at this server time. */
  said(at: number): void {
    this.saidAt = Math.max(this.saidAt, at);
    if (this.isSaid()) this.end();
  }

  end(): void {
    clearTimeout(this.timer);
    this.show(false);
  }

  private isSaid(): boolean {
    return this.typedAt < this.saidAt + OVERTAKEN_MS;
  }

  private show(isShown: boolean): void {
    if (isShown === this.isShown) return;
    this.isShown = isShown;
    this.onChange(isShown);
  }
}
