import type { ErasurePlan, Held } from '../../cloudfunctions/common/protocol/rights';
import { momentText, rowTime } from '../shared/format/time';
import { recordsText } from './text/records';

const says = recordsText.rights;

/** One of the two that can be held, as its row and its button show it. */
export type HoldScope = { of: Held['of']; title: string; note: string; isHeld: boolean; action: string };

export const holdScopes = (held: readonly Held[], now: number): HoldScope[] => [
  scopeOf('conversation', says.ofConversation, says.holdConversation, held, now),
  scopeOf('customer', says.ofCustomer, says.holdCustomer, held, now),
];

function scopeOf(of: Held['of'], title: string, hold: string, held: readonly Held[], now: number): HoldScope {
  const found = held.find((one) => one.of === of);
  const note = found ? `${found.reason}\n${says.by(found.by, rowTime(found.at, now))}` : says.free;
  return { of, title, note, isHeld: found !== undefined, action: found ? says.releaseOf(title) : hold };
}

/** When a customer's data will be deleted, and who wants it. */
export function plannedText({ dueAt, isHeld, isByStaff }: ErasurePlan, now: number): string {
  const when = isHeld ? says.askedHeld : says.asked(momentText(dueAt, now));
  return `${when}\n${isByStaff ? says.askedByStaff : says.askedByCustomer}`;
}
