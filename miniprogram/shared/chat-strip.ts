import type { ChatItem } from './chat-item';
import { ChatChain } from './chat-chain';
import type { ChatPart } from './chat-part';
import {
  above,
  below,
  endOf,
  endPlace,
  firstFrom,
  lastSeqOf,
  type Place,
  type Row,
  rowsBetween,
  withDividers,
} from './chat-places';

/** Rows that are fetched or uncovered at once. */
const PAGE = 20;

/** Rows shown around the reader. */
const WINDOW = 120;

/** Rows the window may grow to while it follows the end. */
const LONGEST = 2 * WINDOW;

export type ChatStripOptions = {
  /** Finds a conversation; undefined when it may not be read. */
  fetch: (conversationId: string) => Promise<ChatPart | undefined>;
  /** Nothing leaves the window. */
  isWhole: boolean;
};

/** A customer's conversations as one long strip of messages, of which a window is shown. */
export class ChatStrip {
  private readonly chain: ChatChain;
  private top: Place | undefined;
  /** Undefined while the window follows the end. */
  private bottom: Place | undefined;
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    first: ChatPart,
    private readonly options: ChatStripOptions,
  ) {
    this.chain = new ChatChain(first, options.fetch);
    const kept = first.timeline.lastSeq();
    if (kept > 0) this.top = above({ part: first, seq: kept + 1 }, PAGE);
  }

  current(): ChatPart {
    return this.chain.current();
  }

  all(): readonly ChatPart[] {
    return this.chain.all();
  }

  /** The chat goes on in a new conversation. */
  append(part: ChatPart): void {
    this.chain.append(part);
    if (this.bottom) this.toLatest();
  }

  /** A hole is known of, and being filled. */
  isRepairing(): boolean {
    return this.all().some(({ timeline }) => timeline.missing().length > 0);
  }

  isAtEnd(): boolean {
    return this.bottom === undefined;
  }

  /** The reader has gone up, in what is still there. */
  isReading(): boolean {
    return this.bottom !== undefined && this.bottom.part.timeline.stretch(this.bottom.seq) !== undefined;
  }

  /** The last seq of the current conversation that is in the window. */
  shownTo(): number {
    if (!this.bottom) return Infinity;
    return this.bottom.part === this.current() ? this.bottom.seq : 0;
  }

  hasEarlier(): boolean {
    const top = this.begin();
    return top !== undefined && (top.seq > 1 || this.chain.hasBefore(top.part));
  }

  items(): ChatItem[] {
    return withDividers(this.rows(), this.bottom ? undefined : this.current());
  }

  /** The end has grown. Answers whether rows had to leave the window at its top. */
  follow(): boolean {
    const rows = this.bottom || this.options.isWhole ? [] : this.rows();
    if (rows.length <= LONGEST) return false;
    this.top = rows[rows.length - WINDOW];
    return true;
  }

  toLatest(): void {
    this.bottom = undefined;
    this.top = above(endPlace(this.current()), PAGE);
    const before = this.all()[this.all().length - 2];
    if (this.top.seq === 1 && before?.timeline.tail()) this.top = above(endPlace(before), PAGE);
  }

  /** Moves the window up by a page, which is fetched when it is not at hand. */
  loadEarlier(): Promise<void> {
    return this.inTurn(async () => {
      const top = this.begin();
      if (!top) return;
      this.top = above(await this.fetchedAbove(top), PAGE);
      this.cutBottom();
    });
  }

  /** Moves the window down by a page, which is fetched when it is not at hand. */
  loadLater(): Promise<void> {
    return this.inTurn(async () => {
      if (!this.bottom) return;
      this.bottom = below(await this.fetchedBelow(this.bottom), PAGE);
      this.joinEnd();
      this.cutTop();
    });
  }

  /** Opens a window around a message; answers what is shown in its place, or next after it. */
  jumpTo(conversationId: string, seq: number): Promise<ChatItem | undefined> {
    return this.inTurn(async () => {
      const part = await this.chain.find(conversationId);
      if (!part) return undefined;
      if (!part.timeline.stretch(seq)) await part.fetchAround(seq);
      const target = firstFrom({ part, seq });
      if (target && !this.isShown(target)) this.openAround(target);
      return target?.item;
    });
  }

  private openAround(target: Place): void {
    this.top = above(target, PAGE);
    this.bottom = below(target, PAGE);
    this.joinEnd();
  }

  private isShown({ part, seq }: Place): boolean {
    return this.rows().some((row) => row.part === part && row.seq === seq);
  }

  /** The earliest place in the window; before the first page, one's own messages may be all there is. */
  private begin(): Place | undefined {
    const part = this.current();
    const tail = part.timeline.tail();
    if (!this.top && tail) this.top = { part, seq: tail.from };
    return this.top;
  }

  private rows(): Row[] {
    const [top, { bottom }, parts] = [this.begin(), this, this.all()];
    if (!top) return [];
    const last = bottom ? parts.indexOf(bottom.part) : parts.length - 1;
    return parts.slice(parts.indexOf(top.part), last + 1).flatMap((part) => {
      const from = part === top.part ? top.seq : 1;
      return rowsBetween(part, from, part === bottom?.part ? bottom.seq : endOf(part, from));
    });
  }

  /** Where rows above a place can be uncovered; they are fetched when none is at hand. */
  private async fetchedAbove(place: Place): Promise<Place> {
    const { part, seq } = place;
    if ((part.timeline.stretch(seq)?.from ?? seq) < seq) return place;
    if (seq > 1) {
      await part.fetchBefore(seq);
      return place;
    }
    const previous = await this.chain.before(part);
    if (!previous) return place;
    if (!previous.timeline.tail()) await previous.fetchNewest();
    return { part: previous, seq: previous.timeline.lastSeq() + 1 };
  }

  private async fetchedBelow(place: Place): Promise<Place> {
    const { part, seq } = place;
    if ((part.timeline.stretch(seq)?.to ?? seq) > seq) return place;
    if (seq < lastSeqOf(part)) {
      await part.fetchAfter(seq);
      return place;
    }
    const next = this.chain.after(part);
    if (!next) return place;
    if (!next.timeline.stretch(1)) await next.fetchAfter(0);
    return { part: next, seq: 0 };
  }

  /** At the last place there is, the window follows what comes. */
  private joinEnd(): void {
    const part = this.current();
    if (this.bottom?.part === part && this.bottom.seq >= part.timeline.lastSeq()) this.bottom = undefined;
  }

  private cutBottom(): void {
    const rows = this.rows();
    if (rows.length > WINDOW && !this.options.isWhole) this.bottom = rows[WINDOW - 1];
  }

  private cutTop(): void {
    const rows = this.rows();
    if (rows.length > WINDOW && !this.options.isWhole) this.top = rows[rows.length - WINDOW];
  }

  /** One move after the other. */
  private inTurn<T>(move: () => Promise<T>): Promise<T> {
    const moved = this.turn.then(move);
    this.turn = moved.catch(() => undefined);
    return moved;
  }
}
