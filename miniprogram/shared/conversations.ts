import type { ConversationSummary } from '../../cloudfunctions/common/protocol/conversation';
import type { FeedDocument, Mark } from '../../cloudfunctions/common/protocol/documents';
import { Background } from './background';
import type { Self } from './chat-items';
import { call } from './cloud';
import { ConversationRows, type ConversationRow } from './conversation-rows';
import { failureCode } from './failure';
import type { Feed } from './feed';
import { holdKeys } from './keys';
import { listChanges, type ListChange } from './list-changes';

export type ConversationsChange = ListChange<ConversationRow>;

export type ConversationsOptions = {
  me: Self;
  feed: Feed;
  /** One step from the list that is shown to the one to show. A list fetched anew comes as a `reset`. */
  onChange: (change: ConversationsChange) => void;
  /** The list was refused for good. */
  onError: (error: unknown) => void;
};

/** The open conversations a person takes part in, the latest first. */
export interface Conversations {
  items(): readonly ConversationRow[];
  /** Unread messages in all of them but the muted ones; one marked as unread counts for one. */
  unread(): number;
  /** Changes how a conversation stands in the list; rejects, with nothing changed, when the cloud refuses. */
  mark(conversationId: string, change: Mark): Promise<void>;
  /** Fetches the list anew; rejects when that fails. */
  reload(): Promise<void>;
  close(): void;
}

/** Opens the list; it comes with the first `reset` and follows the feed from then on. */
export const openConversations = (options: ConversationsOptions): Conversations => new OpenConversations(options);

class OpenConversations implements Conversations {
  private readonly rows: ConversationRows;
  private readonly background: Background;
  private readonly unsubscribe: () => void;
  /** Conversations of which the feed has not told everything. */
  private readonly doubtful = new Set<string>();
  /** Feed documents that have to wait for the list that is on its way. */
  private readonly early: FeedDocument<number>[] = [];
  private shown: ConversationRow[] = [];
  private isStale = true;
  private isLoading = false;
  private isClosed = false;

  constructor(private readonly options: ConversationsOptions) {
    const { me, feed, onError } = options;
    this.rows = new ConversationRows(me);
    this.background = new Background({
      isNeeded: () => this.isStale || this.doubtful.size > 0,
      step: () => (this.isStale ? this.reload() : this.reloadNext()),
      onRefused: onError,
    });
    this.unsubscribe = feed.subscribe({
      onDocuments: (documents) => this.take(documents),
      onResume: () => this.refresh(),
    });
    this.background.start();
  }

  items(): readonly ConversationRow[] {
    return this.shown;
  }

  unread(): number {
    return this.shown.reduce((sum, row) => sum + unreadOf(row), 0);
  }

  async reload(): Promise<void> {
    this.isStale = false;
    this.isLoading = true;
    try {
      const { conversations } = await call('conversation', 'list', {});
      this.isLoading = false;
      this.takeList(conversations);
    } catch (error) {
      this.isStale = true;
      throw error;
    }
  }

  async mark(conversationId: string, change: Mark): Promise<void> {
    const before = this.rows.get(conversationId)?.mark ?? {};
    this.setMark(conversationId, { ...before, ...change });
    try {
      await call('conversation', 'mark', { conversationId, ...change });
    } catch (error) {
      this.setMark(conversationId, before);
      throw error;
    }
  }

  close(): void {
    this.isClosed = true;
    this.unsubscribe();
    this.background.close();
  }

  private setMark(conversationId: string, mark: Mark): void {
    this.rows.setMark(conversationId, mark);
    this.show();
  }

  /** A conversation that is no longer listed is looked at alone: it may be newer than the list. */
  private takeList(conversations: readonly ConversationSummary[]): void {
    const listed = new Set(conversations.map(({ conversationId }) => conversationId));
    for (const { conversationId } of this.shown) if (!listed.has(conversationId)) this.doubtful.add(conversationId);
    for (const summary of conversations) this.takeSummary(summary);
    for (const document of this.early.splice(0)) this.takeOne(document);
    this.shown = this.rows.all();
    this.emit([{ kind: 'reset', items: [...this.shown] }]);
    this.background.start();
  }

  private refresh(): void {
    this.isStale = true;
    this.background.start();
  }

  private take(documents: readonly FeedDocument<number>[]): void {
    for (const document of documents) this.takeOne(document);
    this.show();
    this.background.start();
  }

  private takeOne(document: FeedDocument<number>): void {
    if (this.rows.takeDocument(document)) return;
    if (this.isStale || this.isLoading) this.early.push(document);
    else this.doubtful.add(document.conversationId);
  }

  private async reloadNext(): Promise<void> {
    for (const conversationId of this.doubtful) {
      this.doubtful.delete(conversationId);
      return this.reloadOne(conversationId);
    }
  }

  private async reloadOne(conversationId: string): Promise<void> {
    try {
      const { conversations } = await call('conversation', 'list', { conversationId });
      for (const summary of conversations) this.takeSummary(summary);
    } catch (error) {
      this.loseSight(conversationId, error);
    }
    this.show();
  }

  /** Refused: the agent takes part no longer. */
  private loseSight(conversationId: string, error: unknown): void {
    if (failureCode(error) === 'FORBIDDEN') {
      this.rows.remove(conversationId);
      return;
    }
    this.doubtful.add(conversationId);
    throw error;
  }

  private takeSummary(summary: ConversationSummary): void {
    holdKeys(summary.conversationId, summary.keys);
    if (!this.rows.takeSummary(summary)) this.doubtful.add(summary.conversationId);
  }

  private show(): void {
    const before = this.shown;
    this.shown = this.rows.all();
    this.emit(listChanges(before, this.shown, ({ conversationId }) => conversationId));
  }

  private emit(changes: readonly ConversationsChange[]): void {
    if (!this.isClosed) for (const change of changes) this.options.onChange(change);
  }
}

/** What a row adds to the number on the badge. */
const unreadOf = ({ unread, mark }: ConversationRow): number =>
  mark?.muted ? 0 : Math.max(unread, mark?.unread ? 1 : 0);
