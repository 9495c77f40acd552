import type { ConversationRow } from '../shared/conversation-rows';

/** The groups of the agents' list. Who waits is no conversation of one's own yet. */
export type Segment = 'active' | 'queue' | 'followUp';

type Standing = Pick<ConversationRow, 'status' | 'remindAt' | 'offer' | 'part'>;

/** Whether somebody offers this conversation to me, who has to answer. */
export const isOfferedTo = ({ offer }: Pick<Standing, 'offer'>, id: string): boolean => offer?.to.id === id;

/** Whether a conversation stands in a group: what is active and has a reminder stands in two. */
export function isIn(segment: Segment, row: Standing, id: string): boolean {
  if (isOfferedTo(row, id) || segment === 'queue') return false;
  if (segment === 'active') return row.status !== 'onhold';
  return row.status === 'onhold' || row.remindAt !== undefined;
}
