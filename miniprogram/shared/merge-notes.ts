import type { ChatItem } from './chat-item';

/** The same note is always the same object. */
const flagged = new WeakMap<ChatItem, ChatItem>();

/** Puts notes among the messages of a window, each where it was written; neither ever changes its own order. */
export function mergeNotes(
  messages: readonly ChatItem[],
  notes: readonly ChatItem[],
  { hasEarlier, hasLater }: { hasEarlier: boolean; hasLater: boolean },
): ChatItem[] {
  const from = hasEarlier ? (messages[0]?.sentAt ?? Infinity) : -Infinity;
  const to = hasLater ? (messages[messages.length - 1]?.sentAt ?? -Infinity) : Infinity;
  const within = notes.filter(({ sentAt }) => sentAt >= from && sentAt <= to).map(asNote);
  const merged: ChatItem[] = [];
  let next = 0;
  for (const message of messages) {
    for (let note = within[next]; note && note.sentAt < message.sentAt; note = within[next]) {
      merged.push(note);
      next += 1;
    }
    merged.push(message);
  }
  return [...merged, ...within.slice(next)];
}

function asNote(item: ChatItem): ChatItem {
  const note = flagged.get(item) ?? { ...item, isNote: true };
  flagged.set(item, note);
  return note;
}
