import type { Mark } from '../../cloudfunctions/common/protocol/documents';
import { call } from '../shared/cloud';
import type { ConversationRow } from '../shared/conversation-rows';
import { confirm } from '../shared/screens/confirm';
import type { Session } from './session';
import { words } from './text/words';

/** What can be done with a conversation in the list. */
export type ConversationAct = 'pin' | 'unread' | 'mute' | 'close';

export type ActLabel = { act: ConversationAct; label: string };

const says = words.list;

/** The acts in the order in which a swipe shows them, named after what they do now. */
export function actsOf({ mark, unread }: Pick<ConversationRow, 'mark' | 'unread'>): ActLabel[] {
  return [
    { act: 'pin', label: mark?.pinned ? says.unpin : says.pin },
    { act: 'unread', label: isUnread({ mark, unread }) ? says.markRead : says.markUnread },
    { act: 'mute', label: mark?.muted ? says.unmute : says.mute },
    { act: 'close', label: says.close },
  ];
}

const isUnread = ({ mark, unread }: { mark: Mark | undefined; unread: number }): boolean =>
  unread > 0 || mark?.unread === true;

/** Does one of them; ending is asked about first. */
export async function perform(act: ConversationAct, row: ConversationRow, session: Session): Promise<void> {
  const { mark } = row;
  if (act === 'pin') await setMark(session, row, { pinned: !mark?.pinned });
  else if (act === 'mute') await setMark(session, row, { muted: !mark?.muted });
  else if (act === 'unread') await turnUnread(session, row);
  else await endConversation(row);
}

const setMark = ({ conversations }: Session, { conversationId }: ConversationRow, mark: Mark): Promise<void> =>
  conversations.mark(conversationId, mark);

async function turnUnread(session: Session, row: ConversationRow): Promise<void> {
  const { conversationId, lastSeq, unread } = row;
  const isNowUnread = isUnread({ mark: row.mark, unread });
  if (unread > 0) await call('message', 'read', { conversationId, seq: lastSeq });
  await setMark(session, row, { unread: !isNowUnread });
}

/** Ends a conversation, after a question. */
export async function endConversation({
  conversationId,
  customer,
}: Pick<ConversationRow, 'conversationId' | 'customer'>): Promise<void> {
  const { cancel: no } = words.confirm;
  const isSure = await confirm({
    title: says.confirmClose(customer.name),
    content: says.closeHint,
    yes: says.close,
    no,
  });
  if (isSure) await call('conversation', 'close', { conversationId });
}
