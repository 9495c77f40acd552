import type { Reader } from '../../cloudfunctions/common/protocol/documents';
import {
  type ChatItem,
  isSpoken,
  isUnreadable,
  type ItemState,
  recalledBy,
  releasedBy,
  type SavedItem,
} from './chat-item';
import { type Gap, type SeqRange, SeqRanges } from './seq-ranges';

export type PageKind = {
  /** Nothing lies before it. */
  isFirst?: boolean;
  /** Nothing lay after it; whatever has come since belongs to it. */
  isNewest?: boolean;
};

/**
 * What is known of one conversation, out of pages of history and feed messages in whatever order and how often they come.
 * It may be known in several stretches; within each the list has to be whole. Every step costs the same however much is known.
 */
export class Timeline {
  private readonly saved = new Map<number, SavedItem>();
  private readonly seqOf = new Map<string, number>();
  /** The lines that take a message back, by its id. */
  private readonly recalls = new Map<string, SavedItem>();
  private readonly known = new SeqRanges();
  private readonly claimed = new SeqRanges();
  private readonly stale = new Set<number>();
  /** The last stretch begins here, and grows with what is heard. */
  private tailFrom: number | undefined;
  private newest = 0;
  private newestOther = 0;
  private otherRead = 0;
  private otherDelivered = 0;

  /** `side`: whose phone it is. */
  constructor(private readonly side: Reader['role'] = 'agent') {}

  /** Takes a page of history: between its ends nothing may be missing. */
  addPage(page: readonly SavedItem[], { isFirst, isNewest }: PageKind): void {
    for (const item of page) this.keep(item);
    const from = isFirst ? 1 : (page[0]?.seq ?? this.newest + 1);
    const to = page[page.length - 1]?.seq ?? 0;
    this.claimed.add(from, to);
    if (isNewest) this.tailFrom = from;
    this.growTail();
  }

  /** Takes a message from the feed: all before it, as far as the last stretch reaches, have to be there. */
  add(item: SavedItem): void {
    this.keep(item);
    this.growTail();
  }

  /** Takes one's own message that is on the screen already: it stays there, though the first page may be on its way. */
  addOwn(item: SavedItem): void {
    this.tailFrom ??= item.seq;
    this.add(item);
  }

  /** Takes a message alone, whatever lies around it. One that is known changes only by what became of it since. */
  keep(item: SavedItem): void {
    const before = this.saved.get(item.seq);
    if (before && !hasChanged(before, item)) return;
    this.stale.delete(item.seq);
    this.put({ ...item, key: before?.key ?? item.key });
    this.known.add(item.seq, item.seq);
    this.seqOf.set(item.messageId, item.seq);
    this.newest = Math.max(this.newest, item.seq);
    if (!item.own) this.newestOther = Math.max(this.newestOther, item.seq);
    this.takeLine(item);
  }

  /** Forgets a stretch that may be out of date. */
  drop({ from, to }: SeqRange): void {
    for (let seq = from; seq <= to; seq++) {
      this.seqOf.delete(this.saved.get(seq)?.messageId ?? '');
      this.saved.delete(seq);
      this.stale.delete(seq);
    }
    this.known.remove(from, to);
    this.claimed.remove(from, to);
  }

  /** The other side has read up to here. */
  setOtherRead(seq: number): void {
    const before = this.otherRead;
    this.otherRead = Math.max(before, seq);
    this.restate(before, this.otherRead);
  }

  /** The other side's phone has received everything up to here. */
  setOtherDelivered(seq: number): void {
    const before = this.otherDelivered;
    this.otherDelivered = Math.max(before, seq);
    this.restate(before, this.otherDelivered);
  }

  get(seq: number): SavedItem | undefined {
    return this.saved.get(seq);
  }

  /** Where a message stands. */
  placeOf(messageId: string): number | undefined {
    return this.seqOf.get(messageId);
  }

  /** The stretch around a seq. */
  stretch(seq: number): SeqRange | undefined {
    return this.claimed.at(seq);
  }

  /** The last stretch; undefined before the newest page has come. */
  tail(): SeqRange | undefined {
    return this.tailFrom === undefined ? undefined : { from: this.tailFrom, to: this.newest };
  }

  /** What is shown in a place; most seqs are a line of their own. */
  visible(seq: number): SavedItem | undefined {
    const item = this.saved.get(seq);
    return item && isSpoken(item, this.side) && !this.isRepeated(item) ? item : undefined;
  }

  /** What is said, as far as it is known, and passes a test; in order. */
  find(test: (item: SavedItem) => boolean): SavedItem[] {
    const seqs = [...this.saved.keys()].sort((a, b) => a - b);
    return seqs.map((seq) => this.visible(seq)).filter((item) => item !== undefined && test(item)) as SavedItem[];
  }

  missing(): Gap[] {
    return this.claimed.without(this.known);
  }

  /** What has to be fetched again: it is not withheld any more, or cannot be read as it is here. */
  outdated(): SeqRange | undefined {
    const [from] = this.stale;
    if (from === undefined) return undefined;
    let to = from;
    while (this.stale.has(to + 1)) to += 1;
    return { from, to };
  }

  /** It may be another by now than the one that is here. */
  setStale(seq: number): void {
    this.stale.add(seq);
  }

  /** They were fetched again, and are as they are. */
  setFresh({ from, to }: SeqRange): void {
    for (let seq = from; seq <= to; seq++) this.stale.delete(seq);
  }

  lastSeq(): number {
    return this.newest;
  }

  /** The last thing up to a seq that somebody else said. */
  lastOtherSeq(upTo = Infinity): number {
    let seq = Math.min(upTo, this.newestOther);
    while (seq > 0 && this.saved.get(seq)?.own !== false) seq -= 1;
    return seq;
  }

  /** Of how many of these seqs nothing is known. */
  unknownIn(seqs: SeqRanges): number {
    return seqs.without(this.known).reduce((sum, { after, before }) => sum + before - after - 1, 0);
  }

  private growTail(): void {
    if (this.tailFrom === undefined) return;
    this.claimed.add(this.tailFrom, this.newest);
    this.tailFrom = this.claimed.at(this.newest)?.from ?? this.tailFrom;
  }

  private put(item: SavedItem): void {
    const line = this.recalls.get(item.messageId);
    const { state, ...rest } = line ? withRecall(item, line) : item;
    this.saved.set(item.seq, { ...rest, state: item.own ? this.stateAt(item.seq) : state });
  }

  private takeLine(line: SavedItem): void {
    const released = this.seqOf.get(releasedBy(line) ?? '');
    if (released !== undefined && this.saved.get(released)?.withheld) this.stale.add(released);
    const recalledId = recalledBy(line);
    if (recalledId === undefined || recalledId === line.messageId) return;
    this.recalls.set(recalledId, line);
    const recalled = this.saved.get(this.seqOf.get(recalledId) ?? 0);
    if (recalled) this.put(recalled);
  }

  /** The line that takes a message back says nothing more where the message itself, in its own place, says so. */
  private isRepeated(item: SavedItem): boolean {
    const recalledId = recalledBy(item);
    if (recalledId === undefined || recalledId === item.messageId) return false;
    return this.claimed.has(this.seqOf.get(recalledId) ?? 0);
  }

  private stateAt(seq: number): ItemState {
    if (seq <= this.otherRead) return 'read';
    return seq <= this.otherDelivered ? 'delivered' : 'sent';
  }

  private restate(after: number, upTo: number): void {
    for (let seq = after + 1; seq <= Math.min(upTo, this.newest); seq++) {
      const item = this.saved.get(seq);
      const state = this.stateAt(seq);
      if (item?.own && item.state !== state) this.saved.set(seq, { ...item, state });
    }
  }
}

/** What was taken back keeps its place and its author, and only says so. */
function withRecall({ withheld: _, ...item }: SavedItem, line: SavedItem): SavedItem {
  return { ...item, kind: line.kind, body: line.body };
}

/** A message never changes, but it may be taken back, withheld or released, shown with its numbers, or sealed again by a key that is at hand. */
const hasChanged = (before: ChatItem, now: ChatItem): boolean =>
  recalledBy(before) === undefined &&
  (before.withheld !== now.withheld ||
    recalledBy(now) !== undefined ||
    (before.isMasked === true && now.isMasked === undefined) ||
    (isUnreadable(before) && !isUnreadable(now)));
