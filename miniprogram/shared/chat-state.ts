import type { ConversationState } from '../../cloudfunctions/common/protocol/documents';

/** The state alone, out of whatever carries it. */
export function stateIn(carrier: ConversationState): ConversationState {
  const { status, agent, position, waitMs, isLong, choices, reopenUntil, rating, offer, remindAt, tags } = carrier;
  return {
    status,
    ...(agent && { agent }),
    ...(position !== undefined && { position }),
    ...(waitMs !== undefined && { waitMs }),
    ...(isLong && { isLong }),
    ...(choices && { choices }),
    ...(reopenUntil !== undefined && { reopenUntil }),
    ...(rating && { rating }),
    ...(offer && { offer }),
    ...(remindAt !== undefined && { remindAt }),
    ...(tags && { tags }),
  };
}

/** What a carrier tells beside the state. */
export function besidesState<T extends ConversationState>(carrier: T) {
  const { status, agent, position, waitMs, isLong, choices, reopenUntil, rating, offer, remindAt, tags, ...rest } =
    carrier;
  return rest;
}
