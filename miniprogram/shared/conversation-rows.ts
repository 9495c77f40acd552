import type { ConversationSummary } from '../../cloudfunctions/common/protocol/conversation';
import type {
  ConversationState,
  FeedDocument,
  Mark,
  Message,
  StreamKey,
} from '../../cloudfunctions/common/protocol/documents';
import { isNotes, subjectOf } from '../../cloudfunctions/common/protocol/notes';
import { isSpoken, isUnreadable, type SavedItem } from './chat-item';
import { isOwn, savedItem, type Self } from './chat-items';
import { besidesState, stateIn } from './chat-state';
import { heldKeys } from './keys';

/** A conversation as a list shows it; `last` is what was said last, opened. */
export type ConversationRow = Omit<ConversationSummary, 'last' | 'keys'> & {
  last?: SavedItem;
  /** A colleague calls. */
  mentioned?: boolean;
};

/** The rows of a list of conversations, kept up to date by feed documents as far as these tell everything. */
export class ConversationRows {
  private readonly rows = new Map<string, ConversationRow>();

  constructor(private readonly me: Self) {}

  get(conversationId: string): ConversationRow | undefined {
    return this.rows.get(conversationId);
  }

  /** Those that are pinned, then the others; the latest first. */
  all(): ConversationRow[] {
    const rank = ({ mark }: ConversationRow): number => (mark?.pinned ? 0 : 1);
    return [...this.rows.values()].sort(
      (a, b) => rank(a) - rank(b) || b.lastAt - a.lastAt || a.conversationId.localeCompare(b.conversationId),
    );
  }

  setMark(conversationId: string, mark: Mark): void {
    this.change(conversationId, { mark });
  }

  remove(conversationId: string): void {
    this.rows.delete(conversationId);
  }

  /** Takes what the cloud says of a conversation. False when the feed has told something newer meanwhile: ask again. */
  takeSummary({ last, keys, ...summary }: ConversationSummary): boolean {
    const { conversationId, status, lastSeq } = summary;
    const before = this.get(conversationId);
    if ((before?.lastSeq ?? 0) > lastSeq) return false;
    if (status === 'closed') this.rows.delete(conversationId);
    else this.rows.set(conversationId, this.rowOf(summary, last && this.lastItem(last, keys, summary.agent), before));
    return true;
  }

  /** Takes a feed document. False when it does not tell the whole of what has changed. */
  takeDocument(document: FeedDocument<number>): boolean {
    if (isNotes(document.conversationId)) return this.takeNotes(subjectOf(document.conversationId), document);
    const row = this.get(document.conversationId);
    switch (document.type) {
      case 'state':
        return this.takeState(row, document.state);
      case 'message':
        return row !== undefined && this.takeMessage(row, document.message);
      case 'read':
        return row !== undefined && this.takeRead(row, document);
      default:
        this.takeSign(document);
        return true;
    }
  }

  /** A closed conversation is not in the list. Of a place in the queue a state tells the whole. */
  private takeState(row: ConversationRow | undefined, state: ConversationState): boolean {
    if (!row) return state.status === 'closed';
    const before = told(row);
    if (!told(state).every((value, place) => value === before[place])) return false;
    this.rows.set(row.conversationId, { ...besidesState(row), ...stateIn(state) });
    return true;
  }

  /** What colleagues say among themselves changes nothing in a row but that somebody is called. */
  private takeNotes(conversationId: string, document: FeedDocument<number>): true {
    if (document.type === 'message' && document.isMention) this.change(conversationId, { mentioned: true });
    const isRead = document.type === 'read' && isOwn(document.reader, this.me);
    if (isRead && this.get(conversationId)?.mentioned) this.change(conversationId, { mentioned: false });
    return true;
  }

  private takeSign(document: FeedDocument<number>): void {
    const { conversationId, type, at } = document;
    if (type === 'mark') this.change(conversationId, { mark: document.mark });
    if (type === 'here' && !isOwn(document.reader, this.me))
      this.change(conversationId, { otherHere: { isHere: document.isHere, at } });
  }

  private change(conversationId: string, change: Partial<ConversationRow>): void {
    const row = this.get(conversationId);
    if (row) this.rows.set(conversationId, { ...row, ...change });
  }

  private takeMessage(row: ConversationRow, message: Message): boolean {
    const { conversationId, seq, from, sentAt } = message;
    if (seq <= row.lastSeq) return this.takeAgain(row, message);
    const counts = from.role !== 'system' && !isOwn(from, this.me);
    const item = this.lastItem(message, heldKeys(conversationId), row.agent);
    const last = isSpoken(item, this.me.role) ? item : row.last;
    const unread = row.unread + (counts ? 1 : 0);
    const { waitingSince, ...rest } = row;
    const waits = stillWaiting(waitingSince, message);
    this.rows.set(conversationId, { ...rest, ...waits, ...(last && { last }), lastSeq: seq, lastAt: sentAt, unread });
    return seq === row.lastSeq + 1 && !isUnreadable(item);
  }

  /** What was told before may have been withheld since, or released. */
  private takeAgain(row: ConversationRow, message: Message): true {
    if (message.seq === row.last?.seq && message.withheld !== row.last.withheld)
      this.change(row.conversationId, { last: this.lastItem(message, heldKeys(row.conversationId), row.agent) });
    return true;
  }

  /** A hand-over would stand after it: what an agent took back last was said by the one who has the conversation. */
  private lastItem(message: Message, keys: readonly StreamKey[], agent: ConversationState['agent']): SavedItem {
    const item = savedItem(message, keys, this.me);
    const { body } = item;
    if (!body || !('event' in body) || body.event !== 'recalled') return item;
    const id = body.by === 'agent' ? (agent?.id ?? '') : '';
    return { ...item, own: isOwn({ role: body.by, id }, this.me) };
  }

  /** The cloud's summary says nothing of mentions; what was said last stays when only something silent came after it. */
  private rowOf(
    summary: Omit<ConversationSummary, 'last' | 'keys'>,
    item: SavedItem | undefined,
    before: ConversationRow | undefined,
  ): ConversationRow {
    const last = item && isSpoken(item, this.me.role) ? item : before?.last;
    return {
      ...summary,
      ...(last && { last }),
      ...(before?.mentioned && { mentioned: true }),
    };
  }

  private takeRead(row: ConversationRow, { reader, seq }: FeedDocument<number> & { type: 'read' }): boolean {
    const { conversationId, otherReadSeq, readSeq, lastSeq, unread } = row;
    const isWhole = seq >= lastSeq;
    if (!isOwn(reader, this.me)) {
      if (seq > otherReadSeq) this.rows.set(conversationId, { ...row, otherReadSeq: seq });
      return true;
    }
    if (seq > readSeq) {
      const { unread: _, ...mark } = row.mark ?? {};
      this.rows.set(conversationId, { ...row, mark, readSeq: seq, unread: isWhole ? 0 : unread });
    }
    return seq <= readSeq || isWhole;
  }
}

/** A customer waits from the first of their words that nobody has answered. */
function stillWaiting(since: number | undefined, { from, sentAt }: Message): { waitingSince?: number } {
  if (from.role === 'agent') return {};
  const waitingSince = since ?? (from.role === 'customer' ? sentAt : undefined);
  return waitingSince === undefined ? {} : { waitingSince };
}

/** What of a state only the cloud's summary tells the whole of. */
const told = ({ status, agent, offer, remindAt }: ConversationState): unknown[] => [
  status,
  agent?.id,
  offer?.id,
  remindAt,
];
