import type { ConversationState } from '../../../../cloudfunctions/common/protocol/documents';
import { call } from '../../../shared/cloud';
import { failureCode } from '../../../shared/failure';
import { showFailure } from '../../../shared/screens/failure-text';
import { words } from '../../text/words';

/** What somebody says of a conversation. */
export type Said = { score: number; answers?: string[]; comment?: string };

/** The score that the page shows: the given one, or 0. */
export const scoreOf = ({ rating }: ConversationState): number => rating?.score ?? 0;

/** Whether one is asked: once it has ended, unless one has said it. */
export const isAskedBy = ({ status, rating, agent }: ConversationState): boolean =>
  status === 'closed' && agent !== undefined && rating === undefined;

/** Tells what the customer thought; whether it is kept. */
export async function tellRating(conversationId: string, said: Said): Promise<boolean> {
  try {
    await call('conversation', 'rate', { conversationId, ...said });
    return true;
  } catch (error) {
    if (failureCode(error) === 'TOO_LATE') void wx.showToast({ title: words.rating.tooLate, icon: 'none' });
    else showFailure(error);
    return false;
  }
}
