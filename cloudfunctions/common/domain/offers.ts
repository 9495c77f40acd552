import type { ConversationDocument, Offer } from '../protocol/documents';
import { isWatcher } from './sides';

type Offered = Pick<ConversationDocument, 'offer' | 'watchers'>;

/** Who looks on only to answer an offer, and no longer does when it is over. */
export const guestsOf = ({ offer, watchers }: Offered): string[] =>
  offer && isWatcher({ ...(watchers && { watchers }) }, offer.to.to) ? [offer.to.to] : [];

/** The offer that can still be accepted. */
export const standingOffer = ({ offer }: Pick<ConversationDocument, 'offer'>, now: number): Offer | undefined =>
  offer && now < offer.until ? offer : undefined;

type Passed = Pick<ConversationDocument, 'status' | 'turn' | 'passedOn'>;

/** The transfer to a skill in which nobody has taken the conversation up yet. */
export const passedOnNow = ({ status, turn, passedOn }: Passed): ConversationDocument['passedOn'] =>
  status === 'queued' && passedOn?.turn === turn ? passedOn : undefined;
