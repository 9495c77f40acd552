import type { ConversationRow } from '../shared/conversation-rows';
import { savedItem } from '../shared/chat-items';
import { plainContent } from '../shared/format/plain-content';
import { separatorTime } from '../shared/format/time';
import { heldKeys } from '../shared/keys';
import type { Session } from './session';
import { words } from './text/words';

type Who = Pick<Session, 'me' | 'self'>;

const says = words.offer;

/** A transfer to me, with what I should know before I answer. */
export type OfferView = {
  conversationId: string;
  title: string;
  until: number;
  note: string;
  facts: { name: string; value: string }[];
};

/** What a row that is offered to me says of it; nothing when it is not. */
export function offerView(row: ConversationRow, who: Who, now: number): OfferView | undefined {
  const { offer, conversationId, handover } = row;
  if (offer?.to.id !== who.me.id) return undefined;
  return {
    conversationId,
    title: says.title(offer.by.name),
    until: offer.until,
    note: handover?.note ?? '',
    facts: factsOf(row, who, now),
  };
}

function factsOf(
  { conversationId, customer, handover }: ConversationRow,
  { self }: Who,
  now: number,
): OfferView['facts'] {
  const { since, product = '', tags = [], question } = handover ?? {};
  const asked = question ? plainContent(savedItem(question, heldKeys(conversationId), self), 'agent') : '';
  return [
    { name: says.customer, value: customer.name },
    { name: says.since, value: since === undefined ? '' : separatorTime(since, now) },
    { name: says.product, value: product },
    { name: says.tags, value: tags.join('、') },
    { name: says.question, value: asked },
  ].filter(({ value }) => value !== '');
}
