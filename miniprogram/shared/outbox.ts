import type { Data } from '../../cloudfunctions/common/protocol/action';
import type { message } from '../../cloudfunctions/common/protocol/message';
import { call } from './cloud';
import { failureCode, isRetryable } from './failure';
import type { LocalMedia } from './local-media';
import { OutboxCopies } from './outbox-copies';
import { OutboxEntries, type OutboxEntry } from './outbox-entries';
import { needsUpload, OutboxFiles } from './outbox-files';
import { OutboxLane, type Outcome } from './outbox-lane';
import { type Outgoing, type OutboxFile, wholeBody } from './outgoing';
import { randomName } from './random';
import { learnFromReply } from './server-time';

export type Receipt = Data<typeof message.send>;

/**
 * `put`: an entry is new or has changed. `progress`: more of its files is uploaded. `moved`: it goes on in another
 * conversation. `gone`: it was sent, with the receipt if the reply came first, or discarded.
 */
export type OutboxEvent =
  | { type: 'put' | 'progress'; entry: OutboxEntry }
  | { type: 'moved'; entry: OutboxEntry; from: string }
  | { type: 'gone'; entry: OutboxEntry; receipt?: Receipt };

export type OutboxOptions = {
  /**
   * Where messages go on when their conversation is closed: asks the cloud for the open one. Given for customers only, who
   * have one conversation at a time; for others such messages fail.
   */
  reopen?: () => Promise<string>;
};

/** Opens an account's outbox and takes up what the last run of the app left in it. */
export async function openOutbox(account: string, options: OutboxOptions = {}): Promise<Outbox> {
  return new Outbox(new OutboxEntries(account), await randomName(), options);
}

/** The messages the cloud has not acknowledged yet. They outlive the app; those of one conversation are sent in order. */
export class Outbox {
  private readonly listeners = new Set<(event: OutboxEvent) => void>();
  private readonly lanes = new Map<string, OutboxLane>();
  private readonly files: OutboxFiles;
  private readonly copies: OutboxCopies;
  private minted = 0;
  private isClosed = false;

  /** `run` is secure randomness of this run of the app: with a number it makes a `clientId`. */
  constructor(
    private readonly stored: OutboxEntries,
    private readonly run: string,
    private readonly options: OutboxOptions = {},
  ) {
    this.copies = new OutboxCopies(stored.account, run);
    this.files = new OutboxFiles({
      entries: () => stored.all(),
      get: (clientId) => stored.get(clientId),
      update: (clientId, file) => this.putFile(clientId, file),
      onPercent: (clientId) => this.tellProgress(clientId),
      onFailed: (clientId, error) => this.update(clientId, { state: 'failed', error }),
    });
    for (const entry of stored.all()) if (entry.state === 'sending') this.retry(entry);
    void this.copies.removeOld((clientId) => stored.get(clientId) !== undefined);
  }

  /** The unsent messages of a conversation, in order. */
  entries(conversationId: string): OutboxEntry[] {
    return this.stored.of(conversationId);
  }

  /** How many messages are not sent yet, failed ones among them. */
  unsent(): number {
    return this.stored.all().length;
  }

  add(conversationId: string, { kind, body, files = [], replyTo }: Outgoing): OutboxEntry {
    const clientId = `${this.run}-${++this.minted}`;
    const createdAt = this.stored.nextCreatedAt();
    const entry: OutboxEntry = { clientId, conversationId, kind, body, state: 'sending', attempt: 1, createdAt };
    if (replyTo) entry.replyTo = replyTo;
    if (files.length > 0) entry.files = files.map((file) => this.copies.plan(clientId, file));
    this.put(entry);
    this.go(entry);
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

  /** Where the files of an unsent message are on this phone, and how much of them is uploaded. */
  local(entry: OutboxEntry): LocalMedia | undefined {
    return entry.files && { ...this.copies.shown(entry), percent: this.files.percent(entry) };
  }

  subscribe(listener: (event: OutboxEvent) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Stops sending; what is unsent stays stored. */
  close(): void {
    this.isClosed = true;
    this.files.close();
    for (const lane of this.lanes.values()) lane.stop();
  }

  private retry({ error: _, ...entry }: OutboxEntry): void {
    this.put({ ...entry, state: 'sending', attempt: entry.attempt + 1 });
    this.go(entry);
  }

  private go({ conversationId }: OutboxEntry): void {
    this.files.start();
    this.lane(conversationId).start();
  }

  /** Customers have one order for everything, so that it holds beyond the end of a conversation. */
  private lane(conversationId: string): OutboxLane {
    const name = this.options.reopen ? '' : conversationId;
    const isNext = (entry: OutboxEntry) => isSending(entry) && (!name || entry.conversationId === name);
    const next = () => (this.isClosed ? undefined : this.stored.all().find(isNext));
    const lane = this.lanes.get(name) ?? new OutboxLane({ next, attempt: (entry) => this.attempt(entry) });
    this.lanes.set(name, lane);
    return lane;
  }

  private async attempt(entry: OutboxEntry): Promise<Outcome> {
    const { clientId, conversationId, kind, files = [], replyTo, attempt } = entry;
    if (needsUpload(entry)) {
      await this.files.ready(clientId);
      return 'done';
    }
    let receipt: Receipt;
    const askedAt = Date.now();
    try {
      const body = wholeBody(entry.body, files);
      const params = { conversationId, clientId, kind, body, attempt, ...(replyTo && { replyTo: replyTo.messageId }) };
      receipt = await call('message', 'send', params);
    } catch (error) {
      return this.afterFailure(entry, error);
    }
    if (attempt === 1) learnFromReply(receipt.sentAt, askedAt);
    this.drop(clientId, receipt);
    return 'done';
  }

  private async afterFailure(entry: OutboxEntry, error: unknown): Promise<Outcome> {
    if (this.isOver(entry)) return 'done';
    if (isRetryable(error)) {
      this.put({ ...entry, attempt: entry.attempt + 1 });
      return 'again';
    }
    const { reopen } = this.options;
    if (failureCode(error) === 'CONVERSATION_CLOSED' && reopen) return this.moveOn(entry, reopen);
    this.put({ ...entry, state: 'failed', error: failureCode(error) });
    return 'done';
  }

  /**
   * The refusal proves that the message was not saved: it may be sent elsewhere. Its files have to lie there, too, and what
   * it answers does not.
   */
  private async moveOn(entry: OutboxEntry, reopen: () => Promise<string>): Promise<Outcome> {
    try {
      const conversationId = await reopen();
      if (this.isOver(entry)) return 'done';
      if (conversationId === entry.conversationId) return 'again';
      this.move(entry, conversationId);
      return 'done';
    } catch (error) {
      if (this.isOver(entry) || isRetryable(error)) return 'again';
      this.put({ ...entry, state: 'failed', error: failureCode(error) });
      return 'done';
    }
  }

  private move(entry: OutboxEntry, conversationId: string): void {
    const files = entry.files?.map(({ fileId: _, ...file }) => file);
    const { replyTo: _, ...rest } = entry;
    const moved = { ...rest, conversationId, attempt: 1, ...(files && { files }) };
    this.stored.put(moved);
    this.tell({ type: 'moved', entry: moved, from: entry.conversationId });
    this.files.start();
  }

  /** Nothing that is found out about this try matters any more. */
  private isOver(entry: OutboxEntry): boolean {
    return this.isClosed || this.stored.get(entry.clientId) !== entry;
  }

  private putFile(clientId: string, file: OutboxFile): void {
    const entry = this.stored.get(clientId);
    const files = entry?.files?.map((each) => (each.field === file.field ? file : each));
    if (files) this.update(clientId, { files });
  }

  private update(clientId: string, change: Partial<OutboxEntry>): void {
    const entry = this.stored.get(clientId);
    if (entry) this.put({ ...entry, ...change });
  }

  private put(entry: OutboxEntry): void {
    this.stored.put(entry);
    this.tell({ type: 'put', entry });
    this.files.check(entry.clientId);
  }

  private drop(clientId: string, receipt?: Receipt): void {
    const entry = this.stored.get(clientId);
    if (!entry) return;
    this.stored.remove(clientId);
    this.files.check(clientId);
    void this.copies.release(entry);
    for (const lane of this.lanes.values()) lane.moveOn(clientId);
    this.tell({ type: 'gone', entry, ...(receipt && { receipt }) });
  }

  private tellProgress(clientId: string): void {
    const entry = this.stored.get(clientId);
    if (entry) this.tell({ type: 'progress', entry });
  }

  private tell(event: OutboxEvent): void {
    for (const listener of this.listeners) listener(event);
  }
}

const isSending = ({ state }: OutboxEntry): boolean => state === 'sending';
