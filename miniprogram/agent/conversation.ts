import type { ConversationState } from '../../cloudfunctions/common/protocol/documents';
import { AppError } from '../../cloudfunctions/common/protocol/errors';
import { call } from '../shared/cloud';
import type { ConversationRow } from '../shared/conversation-rows';
import type { Session } from './session';

/** A conversation as its chat and what stands beside it need it. */
export type Conversation = ConversationState &
  Pick<ConversationRow, 'conversationId' | 'customer' | 'source' | 'skill' | 'openedAt' | 'otherHere' | 'previousId'>;

/** A conversation from the list, or else from the cloud: one that has ended, or is a colleague's. */
export async function conversationOf({ conversations }: Session, id: string): Promise<Conversation> {
  const listed = conversations.items().find(({ conversationId }) => conversationId === id);
  return listed ?? fetchConversation(id);
}

async function fetchConversation(conversationId: string): Promise<Conversation> {
  const { conversations } = await call('conversation', 'list', { conversationId });
  const [conversation] = conversations;
  if (!conversation) throw new AppError('NOT_FOUND');
  return conversation;
}
