import type { ChatItem } from './chat-item';
import type { ChatPart } from './chat-part';
import type { AuditNumbers } from './self-audit';
import { SeqRanges } from './seq-ranges';

/** A hole that was noticed so shortly ago is being filled: it counts for nothing yet. */
const REPAIR_MS = 60_000;

/** Compares what a chat shows with what there was to show: looks at the list itself, not at how it was made. */
export class ChatAudit {
  private readonly shown = new Map<string, SeqRanges>();
  private readonly twice = new Set<string>();
  private missingSince: number | undefined;

  /** To be called with each list that is shown; `isRepairing`: the chat knows of a hole in it. */
  look(items: readonly ChatItem[], isRepairing: boolean, now: number): void {
    this.missingSince = isRepairing ? (this.missingSince ?? now) : undefined;
    const ends = new Map<string, { from: number; to: number }>();
    const seen = new Set<string>();
    for (const item of items) {
      const name = nameOf(item);
      if (seen.has(name) || seen.has(item.key)) this.twice.add(name);
      seen.add(name).add(item.key);
      widen(ends, item);
    }
    for (const [id, { from, to }] of ends) this.rangesOf(id).add(from, to);
  }

  /** `gaps`: places between the first and the last message shown of which nothing is known even now. */
  found(parts: readonly ChatPart[], now: number): AuditNumbers {
    const isRepairing = this.missingSince !== undefined && now - this.missingSince < REPAIR_MS;
    const found: AuditNumbers = { checked: 0, gaps: 0, duplicates: this.twice.size };
    for (const { conversationId, timeline } of parts) {
      const ranges = this.rangesOf(conversationId);
      const unknown = timeline.unknownIn(ranges);
      found.checked += ranges.size() - (isRepairing ? unknown : 0);
      found.gaps += isRepairing ? 0 : unknown;
    }
    return found;
  }

  private rangesOf(conversationId: string): SeqRanges {
    const ranges = this.shown.get(conversationId) ?? new SeqRanges();
    this.shown.set(conversationId, ranges);
    return ranges;
  }
}

const nameOf = ({ conversationId, seq, key }: ChatItem): string =>
  seq === undefined ? key : `${conversationId} ${seq}`;

/** What is shown of a conversation is one stretch: whatever is not in it has to be explained. */
function widen(ends: Map<string, { from: number; to: number }>, { conversationId, seq }: ChatItem): void {
  if (seq === undefined) return;
  const { from, to } = ends.get(conversationId) ?? { from: seq, to: seq };
  ends.set(conversationId, { from: Math.min(from, seq), to: Math.max(to, seq) });
}
