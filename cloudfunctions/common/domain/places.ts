import type { AgentDocument, ConversationDocument } from '../protocol/documents';

type Holder = Pick<AgentDocument, '_id' | 'places'>;
type Held = Pick<ConversationDocument, '_id' | 'status' | 'agentId' | 'turn'>;

/** Whether what an agent holds for a conversation is the place of its owner now. */
export const ownsPlace = ({ _id, places = {} }: Holder, conversation: Held): boolean =>
  conversation.status === 'active' &&
  conversation.agentId === _id &&
  places[conversation._id]?.turn === conversation.turn;
