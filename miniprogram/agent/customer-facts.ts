import type { Reach } from '../../cloudfunctions/common/protocol/alert';
import { minutesSince, separatorTime } from '../shared/format/time';
import type { Conversation } from './conversation';
import { words } from './text/words';

const says = words.customer;

/** Whether the customer is there, in a word or two. */
export type CustomerPresence = { isHere: boolean; label: string };

const pages: Record<string, string> = says.pages;

const JUST_NOW_MINUTES = 3;

/** What is known of the customer's being there; undefined when nothing is. */
export function presenceOf(
  here: { isHere: boolean; at: number } | undefined,
  now: number,
): CustomerPresence | undefined {
  if (!here) return undefined;
  if (here.isHere) return { isHere: true, label: says.here };
  const minutes = minutesSince(here.at, now);
  return { isHere: false, label: minutes < JUST_NOW_MINUTES ? says.justLeft : says.left(minutes) };
}

/** How words reach the customer now. */
export function reachText({ isHere, credits }: Reach): string {
  if (isHere) return says.reach(says.inChat);
  return credits > 0 ? says.reach(says.bySubscription(credits)) : says.unreachable;
}

export type Fact = { name: string; value: string };

/** What is known of a customer and why they came; `skill` is the name of what they need. */
export function factsOf(conversation: Conversation, skill: string, now: number): Fact[] {
  const { customer, source, openedAt, tags = [] } = conversation;
  const page = source?.page && (pages[source.page] ?? source.page);
  return [
    { name: says.product, value: source?.productName ?? '' },
    { name: says.page, value: page ?? '' },
    { name: says.openedAt, value: separatorTime(openedAt, now) },
    { name: says.skill, value: skill },
    { name: says.labels, value: tags.join('、') },
    { name: says.number, value: customer.id },
  ].filter(({ value }) => value !== '');
}
