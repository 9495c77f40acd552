import type { ChatPart } from './chat-part';

/** A customer's conversations, as far as they have been looked for: each knows the one before it. */
export class ChatChain {
  /** The earliest first. */
  private readonly parts: ChatPart[];
  private last: ChatPart;

  /** `fetch` finds a conversation; undefined when it may not be read. */
  constructor(
    first: ChatPart,
    private readonly fetch: (conversationId: string) => Promise<ChatPart | undefined>,
  ) {
    this.parts = [first];
    this.last = first;
  }

  all(): readonly ChatPart[] {
    return this.parts;
  }

  current(): ChatPart {
    return this.last;
  }

  /** It goes on in a new conversation. */
  append(part: ChatPart): void {
    this.last.closedAtSeq = this.last.timeline.lastSeq();
    this.parts.push(part);
    this.last = part;
  }

  hasBefore(part: ChatPart): boolean {
    return this.parts[0] !== part || part.previousId !== undefined;
  }

  after(part: ChatPart): ChatPart | undefined {
    return this.parts[this.parts.indexOf(part) + 1];
  }

  async before(part: ChatPart): Promise<ChatPart | undefined> {
    const known = this.parts[this.parts.indexOf(part) - 1];
    if (known || part.previousId === undefined) return known;
    const previous = await this.fetch(part.previousId);
    if (previous) this.parts.unshift(previous);
    else part.previousId = undefined;
    return previous;
  }

  /** Looks for a conversation as far back as there are any. */
  async find(conversationId: string): Promise<ChatPart | undefined> {
    let part = this.parts.find((each) => each.conversationId === conversationId);
    for (let first = this.parts[0]; !part && first;) {
      first = await this.before(first);
      if (first?.conversationId === conversationId) part = first;
    }
    return part;
  }
}
