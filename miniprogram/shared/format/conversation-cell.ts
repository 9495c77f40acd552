import type { ConversationRow } from '../conversation-rows';
import { text } from '../text/text';
import { plainContent } from './plain-content';
import { minutesSince, rowTime } from './time';

/** How long a customer has waited for an answer, as a colour. */
export type Wait = 'none' | 'fresh' | 'late' | 'urgent';

/** One conversation as the agent's list shows it. */
export type ConversationCell = {
  id: string;
  name: string;
  last: string;
  time: string;
  unread: number;
  wait: Wait;
  waitText: string;
  label: string;
};

const LATE_MINUTES = 2;
const URGENT_MINUTES = 5;

export function conversationCell(row: ConversationRow, now: number): ConversationCell {
  const { conversationId: id, customer, unread, lastAt, last } = row;
  const minutes = waitingMinutes(row, now);
  const cell = {
    id,
    unread,
    name: customer.name,
    last: last ? plainContent(last, 'agent') : text.conversations.noMessage,
    time: rowTime(lastAt, now),
    wait: waitOf(minutes),
    waitText: minutes ? text.conversations.waiting(minutes) : '',
  };
  return { ...cell, label: labelOf(cell) };
}

/** Minutes since the customer said something that nobody has answered. */
const waitingMinutes = ({ last, waitingSince }: ConversationRow, now: number): number | undefined =>
  last?.from.role === 'customer' ? minutesSince(Math.min(waitingSince ?? last.sentAt, last.sentAt), now) : undefined;

/** How urgent a wait of so many minutes is. */
export function waitOf(minutes: number | undefined): Wait {
  if (minutes === undefined) return 'none';
  if (minutes >= URGENT_MINUTES) return 'urgent';
  return minutes >= LATE_MINUTES ? 'late' : 'fresh';
}

const labelOf = ({ name, unread, last, time, waitText }: Omit<ConversationCell, 'label'>): string =>
  [name, unread > 0 ? text.conversations.unread(unread) : '', last, time, waitText].filter(Boolean).join('，');
