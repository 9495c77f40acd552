import { conversations } from '../cloud/db';
import type { Caller } from '../cloud/serve';
import type { ConversationDocument } from '../protocol/documents';
import { AppError } from '../protocol/errors';

/** A conversation the caller may look into: their own, or any when their permission reaches that far. Refuses alike what is not there and what is not theirs. */
export async function accessible(conversationId: string, caller: Caller): Promise<ConversationDocument> {
  const conversation = await conversations.get(conversationId);
  if (!conversation) throw new AppError('FORBIDDEN');
  if (caller.scope === 'own' && !conversation.readers.includes(caller.to)) throw new AppError('FORBIDDEN');
  return conversation;
}
