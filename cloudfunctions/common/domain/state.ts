import type { ConversationDocument, ConversationState } from '../protocol/documents';
import { ratedUntil } from './rating';
import { isCustomerOf, ownerOf } from './sides';

/** What a waiting customer should know, or one whose conversation has ended. */
export type Waiting = Pick<ConversationState, 'position' | 'waitMs' | 'isLong' | 'choices' | 'reopenUntil'>;

/** What a reader should know of a conversation; what staff plan among themselves is not for customers. */
export function stateFor(conversation: ConversationDocument, reader: string, waiting: Waiting): ConversationState {
  const { status, offer, remindAt, tags, rating } = conversation;
  const agent = ownerOf(conversation);
  const isStaff = !isCustomerOf(conversation, reader);
  return {
    status,
    ...(agent && {
      agent: { id: agent.id, name: agent.name ?? agent.id, ...(!isStaff && attendance(conversation, agent.to)) },
    }),
    ...waiting,
    ...(rating && { rating: { score: rating.score, until: ratedUntil(rating) } }),
    ...(isStaff && offer && { offer }),
    ...(isStaff && remindAt !== undefined && { remindAt }),
    ...(isStaff && tags && { tags }),
  };
}

/** Whether somebody has the app open; nothing when they never said. */
function attendance({ here = {} }: ConversationDocument, to: string): { isHere?: boolean } {
  const at = here[to];
  return at === undefined ? {} : { isHere: at > 0 };
}
