import type { ConversationState } from '../../../cloudfunctions/common/protocol/documents';
import { text } from '../text/text';

/** What stands above a customer's chat: who answers, or how long the queue is. */
export function customerTitle({ status, agent, position }: ConversationState): string {
  if (status === 'closed') return text.chat.ended;
  if (status === 'queued') return position === undefined ? text.chat.waiting : text.chat.queued(position - 1);
  return agent?.name ?? text.chat.service;
}
