import type { Data } from '../../cloudfunctions/common/protocol/action';
import type { Body } from '../../cloudfunctions/common/protocol/documents';
import type { message } from '../../cloudfunctions/common/protocol/message';
import { call } from './cloud';
import { failureCode, isRetryable } from './failure';
import { OutboxEntries, type OutboxEntry, type SentKind } from './outbox-entries';
import { OutboxLane, type Outcome } from './outbox-lane';
import { randomName } from './random';

export type Receipt = Data<typeof message.send>;

/** `put`: an entry is new or has changed. `gone`: it was sent, with the receipt if the reply came first, or discarded. */
export type OutboxEvent = { type: 'put'; entry: OutboxEntry } | { type: 'gone'; entry: OutboxEntry; receipt?: Receipt };

/** Opens an account's outbox and takes up what the last run of the app left in it. */
export async function openOutbox(account: string): Promise<Outbox> {
  return new Outbox(new OutboxEntries(account), await randomName());
}

/** The messages the cloud has not acknowledged yet. They outlive the app; those of one conversation are sent in order. */
export class Outbox {
  private readonly listeners = new Set<(event: OutboxEvent) => void>();
  private readonly lanes = new Map<string, OutboxLane>();
  private minted = 0;
  private isClosed = false;

  /** `run` is secure randomness of this run of the app: with a number it makes a `clientId`. */
  constructor(
    private readonly stored: OutboxEntries,
    private readonly run: string,
  ) {
    for (const entry of stored.all()) if (entry.state === 'sending') this.retry(entry);
  }

  /** The unsent messages of a conversation, in order. */
  entries(conversationId: string): OutboxEntry[] {
    return this.stored.of(conversationId);
  }

  add(conversationId: string, body: Body, kind: SentKind = 'text'): OutboxEntry {
    const clientId = `${this.run}-${++this.minted}`;
    const createdAt = this.stored.nextCreatedAt();
    const entry: OutboxEntry = { clientId, conversationId, kind, body, state: 'sending', attempt: 1, createdAt };
    this.put(entry);
    this.lane(conversationId).start();
    return entry;
  }

  /** Sends a failed message again, the same one: should an earlier try have worked, nothing is sent twice. */
  resend(clientId: string): void {
    const entry = this.stored.get(clientId);
    if (entry?.state === 'failed') this.retry(entry);
  }

  discard(clientId: string): void {
    this.drop(clientId);
  }

  /** The message was seen in the feed: it is saved, whatever becomes of the reply. */
  settle(clientId: string): void {
    this.drop(clientId);
  }

  subscribe(listener: (event: OutboxEvent) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Stops sending; what is unsent stays stored. */
  close(): void {
    this.isClosed = true;
    for (const lane of this.lanes.values()) lane.stop();
  }

  private retry({ error: _, ...entry }: OutboxEntry): void {
    this.put({ ...entry, state: 'sending', attempt: entry.attempt + 1 });
    this.lane(entry.conversationId).start();
  }

  private lane(conversationId: string): OutboxLane {
    const next = () => (this.isClosed ? undefined : this.entries(conversationId).find(isSending));
    const lane = this.lanes.get(conversationId) ?? new OutboxLane({ next, attempt: (entry) => this.attempt(entry) });
    this.lanes.set(conversationId, lane);
    return lane;
  }

  private async attempt(entry: OutboxEntry): Promise<Outcome> {
    const { clientId, conversationId, kind, body, attempt } = entry;
    let receipt: Receipt;
    try {
      receipt = await call('message', 'send', { conversationId, clientId, kind, body, attempt });
    } catch (error) {
      return this.afterFailure(entry, error);
    }
    this.drop(clientId, receipt);
    return 'done';
  }

  private afterFailure(entry: OutboxEntry, error: unknown): Outcome {
    if (this.isClosed || this.stored.get(entry.clientId) !== entry) return 'done';
    if (isRetryable(error)) {
      this.put({ ...entry, attempt: entry.attempt + 1 });
      return 'again';
    }
    this.put({ ...entry, state: 'failed', error: failureCode(error) });
    return 'done';
  }

  private put(entry: OutboxEntry): void {
    this.stored.put(entry);
    this.tell({ type: 'put', entry });
  }

  private drop(clientId: string, receipt?: Receipt): void {
    const entry = this.stored.get(clientId);
    if (!entry) return;
    this.stored.remove(clientId);
    this.lanes.get(entry.conversationId)?.moveOn(clientId);
    this.tell({ type: 'gone', entry, ...(receipt && { receipt }) });
  }

  private tell(event: OutboxEvent): void {
    for (const listener of this.listeners) listener(event);
  }
}

const isSending = ({ state }: OutboxEntry): boolean => state === 'sending';
