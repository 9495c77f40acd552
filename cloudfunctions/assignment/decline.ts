import { agents, conversations } from '../common/cloud/db';
import type { Caller } from '../common/cloud/serve';
import type { Checked } from '../common/protocol/action';
import type { assignment } from '../common/protocol/assignment';
import type { ConversationDocument } from '../common/protocol/documents';
import { AppError } from '../common/protocol/errors';
import { clientIdOfStep } from '../common/steps/message-id';
import { writeNote } from '../common/steps/notes';
import { returnOffer } from '../common/steps/offer';

/** Leaves what was offered to the caller with the sender, who is told; the reason goes among the notes. Declining again changes nothing. */
export async function decline(
  { conversationId, reason }: Checked<typeof assignment.decline>,
  { staff, now }: Caller,
): Promise<null> {
  const conversation = await conversations.get(conversationId);
  if (!staff) throw new AppError('FORBIDDEN');
  if (conversation?.offer?.to.id !== staff._id) throw new AppError('TOO_LATE');
  if (reason !== undefined) await explain(conversation, staff, reason, now);
  await returnOffer(conversation, now);
  return null;
}

type Staff = NonNullable<Caller['staff']>;

async function explain(conversation: ConversationDocument, staff: Staff, text: string, now: number): Promise<void> {
  const { offer } = conversation;
  const sender = offer && (await agents.get(offer.by.id));
  const clientId = clientIdOfStep('decline', `${offer?.id}`);
  await writeNote(conversation, staff, { clientId, text, shownTo: sender ? [sender] : [] }, now);
}
