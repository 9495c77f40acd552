import type { ConversationSummary } from '../../cloudfunctions/common/protocol/conversation';
import type {
  ConversationState,
  FeedDocument,
  Message,
  StreamKey,
} from '../../cloudfunctions/common/protocol/documents';
import { isOwn, savedItem, type Self } from './chat-items';
import { heldKeys } from './keys';
import type { SavedItem } from './chat-item';

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

  /** The latest first. */
  all(): ConversationRow[] {
    return [...this.rows.values()].sort(
      (a, b) => b.lastAt - a.lastAt || a.conversationId.localeCompare(b.conversationId),
    );
  }

  remove(conversationId: string): void {
    this.rows.delete(conversationId);
  }

  /** Takes what the cloud says of a conversation. False when the feed has told something newer meanwhile: ask again. */
  takeSummary({ last, keys, ...summary }: ConversationSummary): boolean {
    const { conversationId, status, lastSeq } = summary;
    if ((this.get(conversationId)?.lastSeq ?? 0) > lastSeq) return false;
    if (status === 'closed') this.rows.delete(conversationId);
    else this.rows.set(conversationId, { ...summary, ...(last && { last: this.lastItem(last, keys, summary.agent) }) });
    return true;
  }

  /** Takes a feed document. False when it does not tell the whole of what has changed. */
  takeDocument(document: FeedDocument<number>): boolean {
    const row = this.get(document.conversationId);
    if (document.type === 'state') return isState(row, document.state);
    if (document.type !== 'message' && document.type !== 'read') return true;
    if (!row) return false;
    return document.type === 'message' ? this.takeMessage(row, document.message) : this.takeRead(row, document);
  }

  private takeMessage(row: ConversationRow, message: Message): boolean {
    const { conversationId, seq, from, sentAt } = message;
    if (seq <= row.lastSeq) return true;
    const counts = from.role !== 'system' && !isOwn(from, this.me);
    const last = this.lastItem(message, heldKeys(conversationId), row.agent);
    const unread = row.unread + (counts ? 1 : 0);
    this.rows.set(conversationId, { ...row, last, lastSeq: seq, lastAt: sentAt, unread });
    return seq === row.lastSeq + 1;
  }

  /** A hand-over would stand after it: what an agent took back last was said by the one who has the conversation. */
  private lastItem(message: Message, keys: readonly StreamKey[], agent: ConversationState['agent']): SavedItem {
    const item = savedItem(message, keys, this.me);
    const { body } = item;
    if (!body || !('event' in body) || body.event !== 'recalled') return item;
    const id = body.by === 'agent' ? (agent?.id ?? '') : '';
    return { ...item, own: isOwn({ role: body.by, id }, this.me) };
  }

  private takeRead(row: ConversationRow, { reader, seq }: FeedDocument<number> & { type: 'read' }): boolean {
    const { conversationId, otherReadSeq, readSeq, lastSeq, unread } = row;
    const isWhole = seq >= lastSeq;
    if (!isOwn(reader, this.me)) {
      if (seq > otherReadSeq) this.rows.set(conversationId, { ...row, otherReadSeq: seq });
      return true;
    }
    if (seq > readSeq) this.rows.set(conversationId, { ...row, readSeq: seq, unread: isWhole ? 0 : unread });
    return seq <= readSeq || isWhole;
  }
}

/** Whether a state is what the list shows already. A closed conversation is not in it. */
function isState(row: ConversationRow | undefined, { status, agent, position }: ConversationState): boolean {
  if (!row) return status === 'closed';
  return row.status === status && row.agent?.id === agent?.id && row.position === position;
}
