import type { ConversationState, StreamKey } from '../../cloudfunctions/common/protocol/documents';
import { AppError } from '../../cloudfunctions/common/protocol/errors';
import { call } from '../shared/cloud';
import type { ConversationRow } from '../shared/conversation-rows';
import { isFailure } from '../shared/failure';
import { keysOf } from '../shared/keys';
import type { Session } from './session';

/** A conversation as its chat and what stands beside it need it. */
export type Conversation = ConversationState &
  Pick<
    ConversationRow,
    'conversationId' | 'customer' | 'source' | 'skill' | 'openedAt' | 'otherHere' | 'previousId' | 'part' | 'tags'
  >;

/** Where colleagues speak of a conversation, and what it takes to read it. */
export type Notes = { conversationId: string; keys: StreamKey[] };

export type Opened = { conversation: Conversation; keys: readonly StreamKey[]; notes: Notes | undefined };

/** All that it takes to open a chat. Without its notes, when these cannot be had, it still can be read. */
export async function openedConversation(session: Session, id: string): Promise<Opened> {
  const [conversation, notes] = await Promise.all([conversationOf(session, id), notesOf(id)]);
  return { conversation, keys: await keysOf(id), notes };
}

/** From the list, or else from the cloud: one that has ended, or is a colleague's. */
async function conversationOf({ conversations }: Session, id: string): Promise<Conversation> {
  const listed = conversations.items().find(({ conversationId }) => conversationId === id);
  return listed ?? fetchConversation(id);
}

async function fetchConversation(conversationId: string): Promise<Conversation> {
  const { conversations } = await call('conversation', 'list', { conversationId });
  const [conversation] = conversations;
  if (!conversation) throw new AppError('NOT_FOUND');
  return conversation;
}

async function notesOf(conversationId: string): Promise<Notes | undefined> {
  try {
    return await call('conversation', 'notes', { conversationId });
  } catch (error) {
    if (isFailure(error)) return undefined;
    throw error;
  }
}

/** Whether somebody else has it, and one only helps or looks on. */
export const isGuest = (part: Conversation['part']): part is 'member' | 'watcher' =>
  part === 'member' || part === 'watcher';

/** Whether one writes to the customer: whose conversation it is, and who was invited into it. Others may look and write notes. */
export const mayWrite = (
  { agent, status }: ConversationState,
  part: Conversation['part'],
  { me }: Pick<Session, 'me'>,
): boolean => agent?.id === me.id || (part === 'member' && status !== 'queued');
