import type { Caller } from '../common/cloud/serve';
import type { Checked } from '../common/protocol/action';
import type { conversation } from '../common/protocol/conversation';
import type { ConversationDocument } from '../common/protocol/documents';
import { AppError } from '../common/protocol/errors';
import { owned } from '../common/steps/access';
import { end } from '../common/steps/end';
import { currentRules } from '../common/steps/settings';

/** Ends a conversation. Closing again changes nothing. Whoever serves it may have to say what it was about. */
export async function close(
  { conversationId, reason, tags }: Checked<typeof conversation.close>,
  caller: Caller,
): Promise<null> {
  const found = await owned(conversationId, caller);
  const { staff, now } = caller;
  if (staff) await requireTags(found, tags, now);
  await end(found, { by: staff ? 'agent' : 'customer', now, tags, ...(reason !== undefined && { reason }) });
  return null;
}

async function requireTags({ status, tags = [] }: ConversationDocument, given: string[], now: number): Promise<void> {
  const { requireTags: areRequired } = await currentRules(now);
  if (areRequired && status !== 'closed' && tags.length + given.length === 0) throw new AppError('TAGS_REQUIRED');
}
