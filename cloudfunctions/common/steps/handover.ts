import { messages } from '../cloud/db';
import type { Caller } from '../cloud/serve';
import { handoverOf } from '../domain/handover';
import { standingOffer } from '../domain/offers';
import { wordsOf } from '../domain/search-terms';
import type { Handover } from '../protocol/conversation';
import type { ConversationDocument, Offer } from '../protocol/documents';
import { maskedMessage, withheldOf } from './visible';
import { openBody, openName } from './stream';

/** The summary for whoever a conversation is offered to; nothing for anybody else. */
export async function handoverFor(
  conversation: ConversationDocument,
  { staff, now }: Pick<Caller, 'staff' | 'now'>,
): Promise<Handover | undefined> {
  const offer = standingOffer(conversation, now);
  if (!staff || offer?.to.id !== staff._id) return undefined;
  const { _id, customerName } = conversation;
  const [hidden, note] = await Promise.all([withheldOf(conversation), noteOf(offer)]);
  const handover = handoverOf(conversation, openName(_id, customerName), hidden, note);
  return handover.question ? { ...handover, question: maskedMessage(handover.question) } : handover;
}

/** What the sender wrote to it; nothing once it was taken back. */
async function noteOf({ noteId }: Offer): Promise<string | undefined> {
  const kept = noteId === undefined ? undefined : await messages.get(noteId);
  if (!kept || kept.recalledAt !== undefined) return undefined;
  const said = openBody(kept.conversationId, kept._id, kept.body);
  return said && wordsOf(said);
}
