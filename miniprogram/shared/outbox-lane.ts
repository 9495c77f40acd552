import type { OutboxEntry } from './outbox-entries';
import { backOff, Pause } from './pause';

/** How a try ended: `again` after a failure that may pass. */
export type Outcome = 'done' | 'again';

export type LaneOptions = {
  next: () => OutboxEntry | undefined;
  /** Tries once to send; never rejects. */
  attempt: (entry: OutboxEntry) => Promise<Outcome>;
};

/** Sends the messages of one conversation in order, one at a time. */
export class OutboxLane {
  private isRunning = false;
  private current: { clientId: string; settle: () => void } | undefined;

  constructor(private readonly options: LaneOptions) {}

  start(): void {
    if (!this.isRunning) void this.run();
  }

  /** Waits no longer for this message: it is known to be saved, or no longer wanted. */
  moveOn(clientId: string): void {
    if (this.current?.clientId === clientId) this.current.settle();
  }

  /** Waits no longer for anything. */
  stop(): void {
    this.current?.settle();
  }

  /** Ends in the very turn in which there is no next one: whoever adds one later starts it anew. */
  private async run(): Promise<void> {
    this.isRunning = true;
    let failures = 0;
    for (let entry = this.options.next(); entry; entry = this.options.next()) {
      const settled = this.begin(entry);
      const outcome = await Promise.race([this.options.attempt(entry), settled]);
      failures = outcome === 'done' ? 0 : failures + 1;
      if (failures > 0) await rest(backOff(failures), settled);
    }
    this.isRunning = false;
  }

  private begin({ clientId }: OutboxEntry): Promise<Outcome> {
    return new Promise((resolve) => {
      this.current = { clientId, settle: () => resolve('done') };
    });
  }
}

async function rest(ms: number, settled: Promise<unknown>): Promise<void> {
  const pause = new Pause(ms);
  await Promise.race([pause.over, settled]);
  pause.end();
}
