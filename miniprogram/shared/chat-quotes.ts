import type { Reply } from '../../cloudfunctions/common/protocol/documents';
import { type ChatItem, type Quote, recalledBy } from './chat-item';
import type { ChatPart } from './chat-part';
import { isFailure } from './failure';

export type ChatQuotesOptions = {
  partOf: (conversationId: string) => ChatPart | undefined;
  /** A message that is answered has been looked for. */
  onFound: () => void;
};

type Made = { target: ChatItem | undefined; state: Quote['state']; item: ChatItem };

/** Puts beside each answer the message that it answers; one that is not at hand is fetched once. */
export class ChatQuotes {
  /** An item and what is quoted stay the same objects until one of them changes, and so does the answer. */
  private readonly made = new WeakMap<ChatItem, Made>();
  private readonly asked = new Map<string, 'loading' | 'unavailable'>();

  constructor(private readonly options: ChatQuotesOptions) {}

  withQuote(item: ChatItem): ChatItem {
    const { replyTo } = item;
    const part = replyTo && this.options.partOf(item.conversationId);
    if (!replyTo || !part) return item;
    const found = part.timeline.get(replyTo.seq);
    const target = found?.messageId === replyTo.messageId ? found : undefined;
    const state = target ? stateOf(target) : this.ask(part, replyTo);
    return this.remembered(item, replyTo, target, state);
  }

  /** What could not be had is asked for again when it is shown next. */
  retry(): void {
    for (const [id, state] of this.asked) if (state === 'unavailable') this.asked.delete(id);
  }

  private remembered(item: ChatItem, replyTo: Reply, target: ChatItem | undefined, state: Quote['state']): ChatItem {
    const before = this.made.get(item);
    if (before && before.target === target && before.state === state) return before.item;
    const quote: Quote = { ...replyTo, state, ...(target && state === 'known' && { item: target }) };
    const made = { target, state, item: { ...item, quote } };
    this.made.set(item, made);
    return made.item;
  }

  private ask(part: ChatPart, { messageId, seq }: Reply): 'loading' | 'unavailable' {
    const state = this.asked.get(messageId);
    if (state) return state;
    this.asked.set(messageId, 'loading');
    void this.fetch(part, messageId, seq);
    return 'loading';
  }

  private async fetch(part: ChatPart, messageId: string, seq: number): Promise<void> {
    try {
      await part.fetchOne(seq);
    } catch (error) {
      if (!isFailure(error)) throw error;
    }
    this.asked.set(messageId, 'unavailable');
    this.options.onFound();
  }
}

function stateOf(target: ChatItem): Quote['state'] {
  if (recalledBy(target) !== undefined) return 'recalled';
  return target.withheld && target.body === undefined ? 'withheld' : 'known';
}
