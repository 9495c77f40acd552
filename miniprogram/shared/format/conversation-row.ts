import type { ConversationSummary } from '../../../cloudfunctions/common/protocol/conversation';
import { text } from '../text/text';
import { minutesSince, rowTime } from './time';

/** How long a customer has waited for an answer, as a colour. */
export type Wait = 'none' | 'fresh' | 'late' | 'urgent';

/** One conversation as the agent's list shows it. */
export type ConversationRow = {
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

/** `last`: what was said last, in plain words. */
export function conversationRow(summary: ConversationSummary, last: string, now: number): ConversationRow {
  const { conversationId: id, customer, unread, lastAt } = summary;
  const minutes = waitingMinutes(summary, now);
  const row = {
    id,
    unread,
    name: customer.name,
    last: last || text.conversations.noMessage,
    time: rowTime(lastAt, now),
    wait: waitOf(minutes),
    waitText: minutes !== undefined && minutes > 0 ? text.conversations.waiting(minutes) : '',
  };
  return { ...row, label: labelOf(row) };
}

/** Minutes since the customer said something that nobody has answered. */
function waitingMinutes({ status, last, openedAt }: ConversationSummary, now: number): number | undefined {
  if (status === 'queued') return minutesSince(openedAt, now);
  return last?.from.role === 'customer' ? minutesSince(last.sentAt, now) : undefined;
}

function waitOf(minutes: number | undefined): Wait {
  if (minutes === undefined) return 'none';
  if (minutes >= URGENT_MINUTES) return 'urgent';
  return minutes >= LATE_MINUTES ? 'late' : 'fresh';
}

const labelOf = ({ name, unread, last, time, waitText }: Omit<ConversationRow, 'label'>): string =>
  [name, unread > 0 ? text.conversations.unread(unread) : '', last, time, waitText].filter(Boolean).join('，');
