import type { ConversationState } from '../../../cloudfunctions/common/protocol/documents';
import { text } from '../text/text';

/** What stands above a customer's chat: who answers and whether they are there, or how long the queue is. */
export function customerTitle(state: ConversationState): string {
  const { status, agent } = state;
  if (status === 'closed') return text.chat.ended;
  if (status === 'queued') return queueTitle(state);
  if (!agent) return text.chat.service;
  if (agent.isHere === undefined) return agent.name;
  return text.chat.attended(agent.name, agent.isHere ? text.chat.here : text.chat.away);
}

/** The same in fewer words when the time is known: beside the capsule there is no room for all. */
function queueTitle(state: ConversationState): string {
  const { position, waitMs } = state;
  if (position === undefined || waitMs === undefined) return queueText(state);
  return text.chat.queuedFor(text.chat.ahead(position - 1), roughly(waitMs));
}

/** The place in the queue, and how long it will take, as far as they are known. */
export function queueText({ position, waitMs }: Pick<ConversationState, 'position' | 'waitMs'>): string {
  if (position === undefined) return text.chat.waiting;
  const place = text.chat.queued(position - 1);
  return waitMs === undefined ? place : text.chat.queuedFor(place, roughly(waitMs));
}

/** A time to wait, in whole minutes, or in hours when it is very long. */
function roughly(ms: number): string {
  const minutes = Math.max(1, Math.ceil(ms / 60_000));
  return minutes < 60 ? text.span.minutes(minutes) : text.span.hours(Math.round(minutes / 60));
}
