import type { ConversationRow } from '../shared/conversation-rows';
import { conversationCell, type ConversationCell } from '../shared/format/conversation-cell';
import { text } from '../shared/text/text';
import { momentText } from '../shared/format/time';
import { type ActLabel, actsOf, allActsOf, marksOf } from './conversation-acts';
import { isGuest } from './conversation';
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
  /** One may end it. */
  isOwn: boolean;
  avatar: string;
  /** What sets it apart: VIP, a skill, that one only helps, that it is on hold… */
  signs: { name: string; kind: 'vip' | 'plain' | 'due' }[];
  /** After a swipe to the right, one to the left, and a long press. */
  marks: ActLabel[];
  acts: ActLabel[];
  allActs: ActLabel[];
};

const says = words.list;

/** `skill` is the name of the skill it needs. */
export function listItem(row: ConversationRow, draft: string, skill: string, now: number): ListItem {
  const { mark, customer, otherHere, unread, part } = row;
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
    isOwn: !isGuest(part),
    avatar: customer.avatar ?? '',
    signs: signsOf(row, skill, now),
    marks: marksOf(row),
    acts: actsOf(row),
    allActs: allActsOf(row),
  };
  return { ...item, label: labelOf(item) };
}

function signsOf(row: ConversationRow, skill: string, now: number): ListItem['signs'] {
  const { priority = 0, status, remindAt, part, offer } = row;
  const plain = [
    skill,
    isGuest(part) ? words.parts[part] : '',
    offer ? words.parts.offered : '',
    status === 'onhold' ? words.followUp.held : '',
  ].filter(Boolean);
  return [
    ...(priority > 0 ? [{ name: words.queue.vip, kind: 'vip' as const }] : []),
    ...plain.map((name) => ({ name, kind: 'plain' as const })),
    ...(remindAt === undefined ? [] : [reminderSign(remindAt, now)]),
  ];
}

const reminderSign = (at: number, now: number): ListItem['signs'][number] => ({
  name: words.followUp.remind(momentText(at, now)),
  kind: at <= now ? 'due' : 'plain',
});

function leadOf({ mentioned }: ConversationRow, draft: string): string {
  if (mentioned) return text.conversations.mentioned;
  return draft ? says.draft : '';
}

function dotOf(isMuted: boolean, unread: number, isMarked: boolean): ListItem['dot'] {
  if (isMuted) return unread > 0 || isMarked ? 'grey' : '';
  return isMarked && unread === 0 ? 'red' : '';
}

/** What a screen reader says: all that the row shows. */
function labelOf(item: Omit<ListItem, 'acts' | 'allActs'>): string {
  const { name, unread, dot, lead, last, time, waitText, isPinned, isMuted, isHere, signs } = item;
  const count = unread > 0 ? text.conversations.unread(unread) : dot && says.unread;
  const states = [isHere && says.here, count, isPinned && says.pinned, isMuted && says.muted];
  return [name, ...signs.map((sign) => sign.name), ...states, lead + last, time, waitText].filter(Boolean).join('，');
}

/** Whether a conversation fits what is looked for: the customer's name, or what was said last. */
export const fits = ({ name, last }: Pick<ListItem, 'name' | 'last'>, query: string): boolean => {
  const wanted = query.trim().toLowerCase();
  return [name, last].some((part) => part.toLowerCase().includes(wanted));
};
