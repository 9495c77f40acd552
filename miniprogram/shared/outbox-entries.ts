import type { Body, Reply } from '../../cloudfunctions/common/protocol/documents';
import type { SentKind } from '../../cloudfunctions/common/protocol/bodies';
import type { FailureCode } from './failure';
import type { OutgoingBody, OutboxFile } from './outgoing';
import { forget, store, storedUnder } from './storage';

/** A message on its way. `attempt` numbers the try that is under way or comes next. */
export type OutboxEntry = {
  clientId: string;
  conversationId: string;
  kind: SentKind;
  /** Whole but for the ids of the files. */
  body: OutgoingBody | Body;
  files?: OutboxFile[];
  replyTo?: Reply;
  state: 'sending' | 'failed';
  attempt: number;
  createdAt: number;
  error?: FailureCode;
};

const inOrder = (a: OutboxEntry, b: OutboxEntry): number => a.createdAt - b.createdAt;

/** The entries of one account, each stored under its own name, so that a change costs one small write. */
export class OutboxEntries {
  private readonly prefix: string;
  private readonly entries: Map<string, OutboxEntry>;
  private lastCreatedAt: number;

  constructor(readonly account: string) {
    this.prefix = `outbox/${account}/`;
    const stored = storedUnder<OutboxEntry>(this.prefix).sort(inOrder);
    this.entries = new Map(stored.map((entry) => [entry.clientId, entry]));
    this.lastCreatedAt = stored[stored.length - 1]?.createdAt ?? 0;
  }

  all(): OutboxEntry[] {
    return [...this.entries.values()].sort(inOrder);
  }

  of(conversationId: string): OutboxEntry[] {
    return this.all().filter((entry) => entry.conversationId === conversationId);
  }

  get(clientId: string): OutboxEntry | undefined {
    return this.entries.get(clientId);
  }

  put(entry: OutboxEntry): void {
    store(this.prefix + entry.clientId, entry);
    this.entries.set(entry.clientId, entry);
  }

  remove(clientId: string): void {
    forget(this.prefix + clientId);
    this.entries.delete(clientId);
  }

  /** The phone's time, but always later than before: it is also the order. */
  nextCreatedAt(): number {
    this.lastCreatedAt = Math.max(Date.now(), this.lastCreatedAt + 1);
    return this.lastCreatedAt;
  }
}
