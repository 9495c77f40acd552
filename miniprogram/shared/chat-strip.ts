import type { ChatItem, SavedItem } from './chat-item';
import type { ChatPart } from './chat-part';

/** Rows that are fetched or uncovered at once. */
const PAGE = 20;

/** Rows shown around the reader. */
const WINDOW = 120;

/** Rows the window may grow to while it follows the end. */
const LONGEST = 2 * WINDOW;

type Place = { part: ChatPart; seq: number };
type Row = Place & { item: SavedItem };

export type ChatStripOptions = {
  /** Finds the conversation before one; undefined when there is none that may be read. */
  previousOf: (part: ChatPart) => Promise<ChatPart | undefined>;
  /** Nothing leaves the window. */
  isWhole: boolean;
};

/** A customer's conversations as one long strip of messages, of which a window is shown. */
export class ChatStrip {
  /** The earliest first. */
  private readonly parts: ChatPart[];
  private last: ChatPart;
  private top: Place | undefined;
  /** Undefined while the window follows the end. */
  private bottom: Place | undefined;
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    first: ChatPart,
    private readonly options: ChatStripOptions,
  ) {
    this.parts = [first];
    const kept = first.timeline.lastSeq();
    if (kept > 0) this.top = this.above({ part: first, seq: kept + 1 }, PAGE);
    this.last = first;
  }

  current(): ChatPart {
    return this.last;
  }

  all(): readonly ChatPart[] {
    return this.parts;
  }

  /** The chat goes on in a new conversation. */
  append(part: ChatPart): void {
    this.last.closedAtSeq = this.last.timeline.lastSeq();
    this.parts.push(part);
    this.last = part;
  }

  /** A hole is known of, and being filled. */
  isRepairing(): boolean {
    return this.parts.some(({ timeline }) => timeline.missing().length > 0);
  }

  isAtEnd(): boolean {
    return this.bottom === undefined;
  }

  /** The last seq of the current conversation that is in the window. */
  shownTo(): number {
    if (!this.bottom) return Infinity;
    return this.bottom.part === this.current() ? this.bottom.seq : 0;
  }

  hasEarlier(): boolean {
    const top = this.begin();
    return top !== undefined && (top.seq > 1 || this.parts[0] !== top.part || top.part.previousId !== undefined);
  }

  items(): ChatItem[] {
    const rows = this.rows();
    const items = rows.flatMap(({ part, item }, index) => {
      const before = rows[index - 1];
      return before && before.part !== part ? [dividerAfter(before), item] : [item];
    });
    const last = rows[rows.length - 1];
    return last && !this.bottom && last.part !== this.current() ? [...items, dividerAfter(last)] : items;
  }

  /** The end has grown. Answers whether rows had to leave the window at its top. */
  follow(): boolean {
    if (this.bottom || this.options.isWhole) return false;
    const rows = this.rows();
    if (rows.length <= LONGEST) return false;
    this.top = rows[rows.length - WINDOW];
    return true;
  }

  toLatest(): void {
    this.bottom = undefined;
    this.top = this.above(endPlace(this.current()), PAGE);
    const before = this.parts[this.parts.length - 2];
    if (this.top.seq === 1 && before?.timeline.tail()) this.top = this.above(endPlace(before), PAGE);
  }

  /** The reader has gone up, in what is still there. */
  isReading(): boolean {
    return this.bottom !== undefined && this.bottom.part.timeline.stretch(this.bottom.seq) !== undefined;
  }

  /** Moves the window up by a page, which is fetched when it is not at hand. */
  loadEarlier(): Promise<void> {
    return this.inTurn(async () => {
      const top = this.begin();
      if (!top) return;
      const start = await this.fetchedAbove(top);
      this.top = this.above(start, PAGE);
      this.cutBottom();
    });
  }

  /** Moves the window down by a page, which is fetched when it is not at hand. */
  loadLater(): Promise<void> {
    return this.inTurn(async () => {
      if (!this.bottom) return;
      const start = await this.fetchedBelow(this.bottom);
      this.bottom = this.below(start, PAGE);
      this.joinEnd();
      this.cutTop();
    });
  }

  /** Opens a window around a message; answers what is shown in its place, or next after it. */
  jumpTo(conversationId: string, seq: number): Promise<ChatItem | undefined> {
    return this.inTurn(async () => {
      const part = await this.partOf(conversationId);
      if (!part) return undefined;
      if (!part.timeline.stretch(seq)) await part.fetchAround(seq);
      const target = this.firstFrom({ part, seq });
      if (target && !this.isShown(target)) this.openAround(target);
      return target?.item;
    });
  }

  private openAround(target: Place): void {
    this.top = this.above(target, PAGE);
    this.bottom = this.below(target, PAGE);
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
    const top = this.begin();
    if (!top) return [];
    const first = this.parts.indexOf(top.part);
    const last = this.bottom ? this.parts.indexOf(this.bottom.part) : this.parts.length - 1;
    return this.parts.slice(first, last + 1).flatMap((part) => {
      const from = part === top.part ? top.seq : 1;
      return rowsBetween(part, from, part === this.bottom?.part ? this.bottom.seq : endOf(part, from));
    });
  }

  /** Where rows above a place can be uncovered; they are fetched when none is at hand. */
  private async fetchedAbove({ part, seq }: Place): Promise<Place> {
    const from = part.timeline.stretch(seq)?.from ?? seq;
    if (from < seq) return { part, seq };
    if (seq > 1) {
      await part.fetchBefore(seq);
      return { part, seq };
    }
    const previous = await this.before(part);
    if (!previous) return { part, seq };
    if (!previous.timeline.tail()) await previous.fetchNewest();
    return { part: previous, seq: previous.timeline.lastSeq() + 1 };
  }

  private async fetchedBelow({ part, seq }: Place): Promise<Place> {
    const to = part.timeline.stretch(seq)?.to ?? seq;
    if (to > seq) return { part, seq };
    if (seq < lastSeqOf(part)) {
      await part.fetchAfter(seq);
      return { part, seq };
    }
    const next = this.parts[this.parts.indexOf(part) + 1];
    if (!next) return { part, seq };
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

  /** As many rows above a place as wanted, within its stretch. */
  private above({ part, seq }: Place, count: number): Place {
    const from = part.timeline.stretch(seq - 1)?.from ?? seq;
    let place = seq;
    for (let found = 0; place > from && found < count;) if (part.timeline.visible(--place)) found += 1;
    return { part, seq: place };
  }

  private below({ part, seq }: Place, count: number): Place {
    const to = part.timeline.stretch(seq + 1)?.to ?? seq;
    let place = seq;
    for (let found = 0; place < to && found < count;) if (part.timeline.visible(++place)) found += 1;
    return { part, seq: place };
  }

  private firstFrom({ part, seq }: Place): Row | undefined {
    const to = part.timeline.stretch(seq)?.to ?? 0;
    for (let place = seq; place <= to; place++) {
      const item = part.timeline.visible(place);
      if (item) return { part, seq: place, item };
    }
    return undefined;
  }

  private async partOf(conversationId: string): Promise<ChatPart | undefined> {
    let part = this.parts.find((each) => each.conversationId === conversationId);
    for (let first = this.parts[0]; !part && first;) {
      first = await this.before(first);
      if (first?.conversationId === conversationId) part = first;
    }
    return part;
  }

  private async before(part: ChatPart): Promise<ChatPart | undefined> {
    const known = this.parts[this.parts.indexOf(part) - 1];
    if (known || part.previousId === undefined) return known;
    const previous = await this.options.previousOf(part);
    if (previous) this.parts.unshift(previous);
    else part.previousId = undefined;
    return previous;
  }

  /** One move after the other. */
  private inTurn<T>(move: () => Promise<T>): Promise<T> {
    const moved = this.turn.then(move);
    this.turn = moved.catch(() => undefined);
    return moved;
  }
}

/** The place after all that is known of a conversation. */
function endPlace(part: ChatPart): Place {
  const { from, to } = part.timeline.tail() ?? { from: 1, to: 0 };
  return { part, seq: Math.max(from, to + 1) };
}

function rowsBetween(part: ChatPart, from: number, to: number): Row[] {
  const rows: Row[] = [];
  for (let seq = from; seq <= to; seq++) {
    const item = part.timeline.visible(seq);
    if (item) rows.push({ part, seq, item });
  }
  return rows;
}

/** Where a stretch that is shown to its end ends. */
const endOf = ({ timeline }: ChatPart, from: number): number =>
  timeline.tail() ? timeline.lastSeq() : (timeline.stretch(from)?.to ?? 0);

const lastSeqOf = ({ timeline, closedAtSeq }: ChatPart): number => Math.max(timeline.lastSeq(), closedAtSeq);

const dividerAfter = ({ part, item }: Row): ChatItem => ({
  key: `divider-${part.conversationId}`,
  conversationId: part.conversationId,
  from: { role: 'system', id: 'system' },
  own: false,
  kind: 'divider',
  body: undefined,
  sentAt: item.sentAt,
  state: 'sent',
});
