import type { FeedDocument } from '../../cloudfunctions/common/protocol/documents';
import type { Feed } from '../shared/feed';
import { TypingSign } from '../shared/typing-sign';
import { fetchColleagues } from './colleagues';
import { words } from './text/words';

export type ColleagueSignsOptions = {
  conversationId: string;
  /** The id of who looks. */
  ownId: string;
  feed: Feed;
  /** What to say of it, empty when nobody writes any more. */
  onChange: (line: string) => void;
};

/** Whether a colleague is answering the same customer at the moment. */
export class ColleagueSigns {
  private readonly sign = new TypingSign((isTyping) => this.options.onChange(isTyping ? this.line() : ''));
  private readonly stop: () => void;
  private readonly names = new Map<string, string>();
  private writer = '';

  constructor(private readonly options: ColleagueSignsOptions) {
    this.stop = options.feed.subscribe({
      onDocuments: (documents) => documents.forEach((document) => this.take(document)),
    });
  }

  close(): void {
    this.stop();
    this.sign.end();
  }

  private take(document: FeedDocument<number>): void {
    if (document.conversationId !== this.options.conversationId) return;
    if (document.type === 'message' && this.isColleague(document.message.from)) this.said(document.message);
    if (document.type === 'typing' && this.isColleague(document.reader))
      void this.typed(document.reader.id, document.at);
  }

  private isColleague({ role, id }: { role: string; id: string }): boolean {
    return role === 'agent' && id !== this.options.ownId;
  }

  private said({ from, sentAt }: { from: { id: string }; sentAt: number }): void {
    if (from.id === this.writer) this.sign.said(sentAt);
  }

  private async typed(id: string, at: number): Promise<void> {
    this.writer = id;
    if (!this.names.has(id)) await this.learnNames();
    this.sign.typed(at);
  }

  /** Without a name it still can be said that somebody writes. */
  private async learnNames(): Promise<void> {
    try {
      for (const { id, name } of await fetchColleagues(this.options.ownId)) this.names.set(id, name);
    } catch {
      this.names.set(this.writer, words.colleague.somebody);
    }
  }

  private line(): string {
    return words.colleague.typing(this.names.get(this.writer) ?? words.colleague.somebody);
  }
}
