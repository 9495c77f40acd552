import { EXCERPT_LIMIT } from '../../cloudfunctions/common/protocol/limits';
import type { ChatItem } from '../shared/chat-item';
import { plainContent } from '../shared/format/plain-content';
import type { Outgoing } from '../shared/outgoing';

/** A line of an excerpt holds at most this much. */
const LINE_LIMIT = 128;

export type Forwarding = {
  conversationId: string;
  items: readonly ChatItem[];
  /** Who is called by it. */
  agentId: string;
  words: string;
  /** What the two sides are called where a message does not say. */
  own: string;
  other: string;
};

/** Messages as a note that calls a colleague. */
export function excerptNote({ conversationId, items, agentId, words, own, other }: Forwarding): Outgoing {
  const lines = items.slice(-EXCERPT_LIMIT).map((item) => ({
    name: item.from.name ?? (item.own ? own : other),
    kind: item.kind,
    text: plainContent(item, 'agent').slice(0, LINE_LIMIT),
    sentAt: item.sentAt,
  }));
  const text = words.trim();
  return { kind: 'excerpt', body: { conversationId, lines, mentions: [agentId], ...(text && { text }) } };
}

/** The colleagues whom a note calls by `@name`, out of those who were chosen while writing it. */
export const mentionedIn = (note: string, chosen: readonly { id: string; name: string }[]): string[] => [
  ...new Set(chosen.filter(({ name }) => note.includes(`@${name}`)).map(({ id }) => id)),
];
