import type { Waiting } from '../../cloudfunctions/common/protocol/assignment';
import { waitOf, type Wait } from '../shared/format/conversation-cell';
import { minutesSince, spanText } from '../shared/format/time';
import { words } from './text/words';

const says = words.queue;

/** One who waits, as the queue shows it. */
export type WaitingItem = {
  id: string;
  name: string;
  last: string;
  waited: string;
  wait: Wait;
  /** VIP, the skill, to be taken by hand… */
  signs: { name: string; kind: 'vip' | 'plain' }[];
  label: string;
  claim: string;
};

export function waitingItem(waiting: Waiting, skill: string, now: number): WaitingItem {
  const { conversationId: id, customer, queuedAt, last } = waiting;
  const minutes = minutesSince(queuedAt, now);
  const signs = signsOf(waiting, skill);
  const waited = minutes === 0 ? says.justNow : says.waited(spanText(minutes));
  const said = last?.text || says.nothingSaid;
  return {
    id,
    name: customer.name,
    last: said,
    waited,
    wait: waitOf(minutes),
    signs,
    label: [customer.name, ...signs.map(({ name }) => name), said, waited].join('，'),
    claim: says.claimOf(customer.name),
  };
}

function signsOf({ priority = 0, isPool }: Waiting, skill: string): WaitingItem['signs'] {
  const signs = [priority > 0 && says.vip, skill, isPool && says.pool];
  return signs.flatMap((name) =>
    name ? [{ name, kind: name === says.vip ? ('vip' as const) : ('plain' as const) }] : [],
  );
}
