import { command, conversations } from '../cloud/db';
import type { ConversationDocument, ConversationState } from '../protocol/documents';

const positionOf = async ({ queuedAt }: ConversationDocument): Promise<number> =>
  (await conversations.count({ status: 'queued', queuedAt: command.lt(queuedAt) })) + 1;

/** What a reader should know of a conversation. */
export async function stateOf(conversation: ConversationDocument): Promise<ConversationState> {
  const { status, agentId, people } = conversation;
  const agent = people.find(({ role, id }) => role === 'agent' && id === agentId);
  return {
    status,
    ...(agent && { agent: { id: agent.id, name: agent.name ?? agent.id } }),
    ...(status === 'queued' && { position: await positionOf(conversation) }),
  };
}
