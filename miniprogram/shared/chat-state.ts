import type { ConversationState } from '../../cloudfunctions/common/protocol/documents';

/** The state alone, out of whatever carries it. */
export const stateIn = ({ status, agent, position }: ConversationState): ConversationState => ({
  status,
  ...(agent && { agent }),
  ...(position !== undefined && { position }),
});
