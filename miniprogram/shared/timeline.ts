import type { Author, Body, Kind, SystemBody } from '../../cloudfunctions/common/protocol/documents';
import type { FailureCode } from './failure';
import type { OutboxEntry } from './outbox-entries';
import { wholeBody } from './outgoing';

/** One line of a chat as a page shows it. `body` is undefined when it cannot be verified. */
export type ChatItem = {
  key: string;
  seq?: number;
  messageId?: string;
  from: Author;
  own: boolean;
  kind: Kind | 'unknown';
  body: Body | SystemBody | undefined;
  sentAt: number;
  state: 'sending' | 'sent' | 'read' | 'failed';
  error?: FailureCode;
};

/** A message that the cloud has saved. */
export type SavedItem = ChatItem & { seq: number; messageId: string };

/** A range of seqs, both ends excluded, that must exist and are not at hand. */
export type Gap = { after: number; before: number };

/** One ordered list out of pages of history, feed messages and unsent messages, in whatever order and how often they come. */
export class Timeline {
  private readonly saved = new Map<number, SavedItem>();
  /** The lines that take a message back, by its id. */
  private readonly recalls = new Map<string, SavedItem>();
  private readonly unsentItems = new WeakMap<OutboxEntry, ChatItem>();
  private unsent: readonly OutboxEntry[] = [];
  /** From here on the list has to be whole; what lies before has not been asked for yet. */
  private floor: number | undefined;
  private otherReadSeq = 0;

  constructor(private readonly me: Author) {}

  /** Takes a page of history. `isFirst`: nothing lies before it. */
  addPage(page: readonly SavedItem[], isFirst: boolean): void {
    for (const item of page) this.add(item);
    const lowest = isFirst ? 1 : Math.min(...page.map(({ seq }) => seq));
    this.floor = Math.min(lowest, this.floor ?? lowest);
  }

  add(item: SavedItem): void {
    if (this.saved.has(item.seq)) return;
    this.saved.set(item.seq, this.withReadState(this.withRecall(item)));
    const recalledId = recalledBy(item);
    if (recalledId !== undefined) this.takeBack(recalledId, item);
  }

  /** Takes one's own message that is on the screen already: it stays there, though the first page may be on its way. */
  addOwn(item: SavedItem): void {
    this.floor ??= item.seq;
    this.add(item);
  }

  setUnsent(entries: readonly OutboxEntry[]): void {
    this.unsent = entries;
  }

  /** The other side has read up to here. */
  setOtherRead(seq: number): void {
    this.otherReadSeq = Math.max(this.otherReadSeq, seq);
    for (const item of this.saved.values()) this.saved.set(item.seq, this.withReadState(item));
  }

  items(): ChatItem[] {
    const saved = this.shown();
    const sent = new Set(saved.filter(({ own }) => own).map(({ key }) => key));
    const unsent = this.unsent.filter(({ clientId }) => !sent.has(clientId)).map((entry) => this.unsentItem(entry));
    return [...withoutRepeated(saved.filter(isVisible)), ...unsent];
  }

  missing(): Gap[] {
    const gaps: Gap[] = [];
    let expected = this.floor ?? 0;
    for (const { seq } of this.shown()) {
      if (seq > expected) gaps.push({ after: expected - 1, before: seq });
      expected = seq + 1;
    }
    return gaps;
  }

  /** What is known without a hole begins here; 1 is the beginning of the conversation. */
  firstSeq(): number | undefined {
    return this.floor;
  }

  lastSeq(): number {
    return Math.max(0, ...this.saved.keys());
  }

  /** The last thing that somebody else said. */
  lastOtherSeq(): number {
    return Math.max(0, ...[...this.saved.values()].filter(({ own }) => !own).map(({ seq }) => seq));
  }

  private shown(): SavedItem[] {
    const floor = this.floor ?? Infinity;
    return [...this.saved.values()].filter(({ seq }) => seq >= floor).sort((a, b) => a.seq - b.seq);
  }

  private takeBack(messageId: string, line: SavedItem): void {
    this.recalls.set(messageId, line);
    const item = [...this.saved.values()].find((each) => each.messageId === messageId);
    if (item) this.saved.set(item.seq, this.withRecall(item));
  }

  /** What was taken back keeps its place and its author, and only says so. */
  private withRecall(item: SavedItem): SavedItem {
    const line = this.recalls.get(item.messageId);
    return line ? { ...item, kind: line.kind, body: line.body } : item;
  }

  private withReadState(item: SavedItem): SavedItem {
    const isRead = item.own && item.state === 'sent' && item.seq <= this.otherReadSeq;
    return isRead ? { ...item, state: 'read' } : item;
  }

  private unsentItem(entry: OutboxEntry): ChatItem {
    const known = this.unsentItems.get(entry);
    const item = known ?? toItem(entry, this.me);
    this.unsentItems.set(entry, item);
    return item;
  }
}

/** The message that a system line takes back. */
const recalledBy = ({ body }: SavedItem): string | undefined =>
  body && 'event' in body && body.event === 'recalled' ? body.messageId : undefined;

/** The line that takes a message back says nothing more where the message itself, in its own place, says so. */
function withoutRepeated(items: readonly SavedItem[]): SavedItem[] {
  const ids = new Set(items.map(({ messageId }) => messageId));
  return items.filter((item) => {
    const recalledId = recalledBy(item);
    return recalledId === undefined || recalledId === item.messageId || !ids.has(recalledId);
  });
}

/** A hole that the cloud closed on purpose, and the release of a message, have a seq, but say nothing. */
const isVisible = ({ body }: SavedItem): boolean => !(body && 'event' in body && silent.has(body.event));

const silent: ReadonlySet<string> = new Set(['void', 'released']);

function toItem({ clientId, kind, body, files = [], state, createdAt, error }: OutboxEntry, me: Author): ChatItem {
  const whole = wholeBody(body, files);
  return { key: clientId, from: me, own: true, kind, body: whole, sentAt: createdAt, state, ...(error && { error }) };
}
