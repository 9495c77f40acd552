import type { Waiting } from '../../cloudfunctions/common/protocol/assignment';
import { call } from '../shared/cloud';
import { failureText } from '../shared/screens/failure-text';

/** The customers who wait for an agent, as the cloud last told. */
export class WaitingQueue {
  private waiting: readonly Waiting[] = [];
  private all = 0;
  private failed = '';
  private asked = false;

  constructor(private readonly onChange: () => void) {}

  items(): readonly Waiting[] {
    return this.waiting;
  }

  /** How many wait in all; `items` holds the first of them. */
  count(): number {
    return this.all;
  }

  /** Why nothing could be had, in a sentence. */
  failure(): string {
    return this.failed;
  }

  isKnown(): boolean {
    return this.asked;
  }

  async reload(): Promise<void> {
    try {
      const { waiting, count } = await call('assignment', 'queue', {});
      this.waiting = waiting;
      this.all = count;
      this.failed = '';
    } catch (error) {
      this.failed = failureText(error);
    }
    this.asked = true;
    this.onChange();
  }

  /** Takes one who waits; rejects when somebody else was faster or there is no room. Either way the queue has changed. */
  async claim(conversationId: string): Promise<void> {
    try {
      await call('assignment', 'claim', { conversationId });
    } finally {
      void this.reload();
    }
  }
}
