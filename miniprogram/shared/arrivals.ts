import type { ConversationRow } from './conversation-rows';

/** Finds what is new in the list of conversations. The first list holds nothing new: it is what one finds on coming. */
export class Arrivals {
  private known: Map<string, ConversationRow> | undefined;

  /** The rows with something to be told of: a new conversation, something said in one, or a colleague who calls. */
  take(rows: readonly ConversationRow[]): ConversationRow[] {
    const { known } = this;
    this.known = new Map(rows.map((row) => [row.conversationId, row]));
    return known ? rows.filter((row) => isNews(known.get(row.conversationId), row)) : [];
  }
}

/** A call gets through to those who do not want to be disturbed, too. */
function isNews(before: ConversationRow | undefined, row: ConversationRow): boolean {
  if (row.mentioned && !before?.mentioned) return true;
  return !row.mark?.muted && row.unread > (before?.unread ?? -1);
}
