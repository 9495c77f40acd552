import type { ChatItem, SavedItem } from './chat-item';
import type { ChatPart } from './chat-part';

/** A seq in one of the conversations of a strip; something need not stand there. */
export type Place = { part: ChatPart; seq: number };

/** A place where something is shown. */
export type Row = Place & { item: SavedItem };

/** So many rows above a place, within its stretch. */
export function above({ part, seq }: Place, count: number): Place {
  const from = part.timeline.stretch(seq - 1)?.from ?? seq;
  let place = seq;
  for (let found = 0; place > from && found < count;) if (part.timeline.visible(--place)) found += 1;
  return { part, seq: place };
}

/** So many rows below a place, within its stretch. */
export function below({ part, seq }: Place, count: number): Place {
  const to = part.timeline.stretch(seq + 1)?.to ?? seq;
  let place = seq;
  for (let found = 0; place < to && found < count;) if (part.timeline.visible(++place)) found += 1;
  return { part, seq: place };
}

/** What is shown in a place, or next after it in its stretch. */
export function firstFrom({ part, seq }: Place): Row | undefined {
  const to = part.timeline.stretch(seq)?.to ?? 0;
  return rowsBetween(part, seq, to)[0];
}

export function rowsBetween(part: ChatPart, from: number, to: number): Row[] {
  const rows: Row[] = [];
  for (let seq = from; seq <= to; seq++) {
    const item = part.timeline.visible(seq);
    if (item) rows.push({ part, seq, item });
  }
  return rows;
}

/** The place after all that is known of a conversation. */
export function endPlace(part: ChatPart): Place {
  const { from, to } = part.timeline.tail() ?? { from: 1, to: 0 };
  return { part, seq: Math.max(from, to + 1) };
}

/** Where a stretch that is shown to its end ends. */
export const endOf = ({ timeline }: ChatPart, from: number): number =>
  timeline.tail() ? timeline.lastSeq() : (timeline.stretch(from)?.to ?? 0);

/** As far as anybody knows, nothing comes after this one. */
export const lastSeqOf = ({ timeline, closedAtSeq }: ChatPart): number => Math.max(timeline.lastSeq(), closedAtSeq);

/** The rows as items, with a line where a conversation ends; `last` is the one that goes on. */
export function withDividers(rows: readonly Row[], last: ChatPart | undefined): ChatItem[] {
  const items = rows.flatMap(({ part, item }, index) => {
    const before = rows[index - 1];
    return before && before.part !== part ? [dividerAfter(before), item] : [item];
  });
  const end = rows[rows.length - 1];
  return last && end && end.part !== last ? [...items, dividerAfter(end)] : items;
}

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
