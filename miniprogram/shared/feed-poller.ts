import { backOff, Pause } from './pause';

/** How often to look: the longer nothing has happened, the less. */
const PACES = [
  { within: 60_000, every: 2_000 },
  { within: 10 * 60_000, every: 5_000 },
  { within: Infinity, every: 20_000 },
];

/** Looks for news again and again while it is wanted. */
export class FeedPoller {
  private isWanted = false;
  private isRunning = false;
  private activeAt = Date.now();
  private resting: Pause | undefined;

  /** `look` tells whether it could look at all. */
  constructor(private readonly look: () => Promise<boolean>) {}

  start(): void {
    this.isWanted = true;
    if (!this.isRunning) void this.run();
  }

  stop(): void {
    this.isWanted = false;
    this.resting?.end();
  }

  /** Something happens, or is about to: looks often again. */
  quicken(): void {
    const wasSlow = this.pace() > this.paceAfter(0);
    this.activeAt = Date.now();
    if (wasSlow) this.resting?.end();
  }

  private async run(): Promise<void> {
    this.isRunning = true;
    let failures = 0;
    while (this.isWanted) {
      await this.rest(Math.max(this.pace(), failures > 0 ? backOff(failures) : 0));
      if (this.isWanted) failures = (await this.look()) ? 0 : failures + 1;
    }
    this.isRunning = false;
  }

  private pace(): number {
    return this.paceAfter(Date.now() - this.activeAt);
  }

  private paceAfter(quietMs: number): number {
    return PACES.find(({ within }) => quietMs < within)?.every ?? Infinity;
  }

  private async rest(ms: number): Promise<void> {
    this.resting = new Pause(ms);
    await this.resting.over;
  }
}
