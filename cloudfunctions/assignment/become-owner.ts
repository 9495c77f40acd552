import type { AgentDocument, ConversationDocument } from '../common/protocol/documents';
import { AppError } from '../common/protocol/errors';
import { takeOver, type Taking } from '../common/steps/owner';

/** Makes the caller the owner, or says why not: no room, or somebody was faster. */
export async function becomeOwner(
  conversation: ConversationDocument,
  staff: AgentDocument,
  taking: Taking,
): Promise<null> {
  const taken = await takeOver(conversation, staff, taking);
  if ('refused' in taken) throw new AppError(taken.refused);
  return null;
}
