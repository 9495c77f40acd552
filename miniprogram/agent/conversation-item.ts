import type { ConversationRow } from '../shared/conversation-rows';
import { conversationCell, type ConversationCell } from '../shared/format/conversation-cell';
import { text } from '../shared/text/text';
import { type ActLabel, actsOf } from './conversation-acts';
import { words } from './text/words';

/** One conversation as the agents' list shows it. */
export type ListItem = ConversationCell & {
  /** In red before the last words: a draft, or that a colleague calls. */
  lead: string;
  isPinned: boolean;
  isMuted: boolean;
  /** Unread without a number: `red` as one asked for, `grey` in a muted one. */
  dot: '' | 'red' | 'grey';
  isHere: boolean;
  avatar: string;
  acts: ActLabel[];
};

const says = words.list;

export function listItem(row: ConversationRow, draft: string, now: number): ListItem {
  const { mark, customer, otherHere, unread } = row;
  const cell = conversationCell(row, now);
  const lead = leadOf(row, draft);
  const isMuted = mark?.muted === true;
  const item = {
    ...cell,
    lead,
    last: draft || cell.last,
    unread: isMuted ? 0 : unread,
    dot: dotOf(isMuted, unread, mark?.unread === true),
    isPinned: mark?.pinned === true,
    isMuted,
    isHere: otherHere?.isHere === true,
    avatar: customer.avatar ?? '',
    acts: actsOf(row),
  };
  return { ...item, label: labelOf(item) };
}

function leadOf({ mentioned }: ConversationRow, draft: string): string {
  if (mentioned) return text.conversations.mentioned;
  return draft ? says.draft : '';
}

function dotOf(isMuted: boolean, unread: number, isMarked: boolean): ListItem['dot'] {
  if (isMuted) return unread > 0 || isMarked ? 'grey' : '';
  return isMarked && unread === 0 ? 'red' : '';
}

/** What a screen reader says: all that the row shows. */
function labelOf({ name, unread, dot, lead, last, time, waitText, isPinned, isMuted, isHere }: ListItem): string {
  const count = unread > 0 ? text.conversations.unread(unread) : dot && says.unread;
  const states = [isHere && says.here, count, isPinned && says.pinned, isMuted && says.muted];
  return [name, ...states, lead + last, time, waitText].filter(Boolean).join('，');
}

/** Whether a conversation fits what is looked for: the customer's name, or what was said last. */
export const fits = ({ name, last }: ListItem, query: string): boolean => {
  const wanted = query.trim().toLowerCase();
  return [name, last].some((part) => part.toLowerCase().includes(wanted));
};
