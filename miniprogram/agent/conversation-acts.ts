import type { Mark } from '../../cloudfunctions/common/protocol/documents';
import { call } from '../shared/cloud';
import type { ConversationRow } from '../shared/conversation-rows';
import { isGuest } from './conversation';
import { handle } from './handling-acts';
import type { Session } from './session';
import { type SheetAct, sheetActs } from './sheet-acts';
import { words } from './text/words';

/** What can be done with a conversation in the list. */
export type ConversationAct = 'pin' | 'unread' | 'mute' | 'transfer' | 'hold' | 'resume' | 'leave' | 'close';

export type ActLabel = { act: ConversationAct; label: string };

type Row = Pick<ConversationRow, 'mark' | 'unread' | 'status' | 'part'>;

const says = words.list;

/** What a swipe to the right shows: how the conversation stands in one's own list. */
export const marksOf = (row: Row): ActLabel[] => [
  { act: 'unread', label: isUnread(row) ? says.markRead : says.markUnread },
  { act: 'mute', label: row.mark?.muted ? says.unmute : says.mute },
];

/** What a swipe to the left shows, in this order, named after what each does now. */
export function actsOf(row: Row): ActLabel[] {
  const own = handingActs(row).filter(({ act }) => act !== 'hold' && act !== 'resume');
  return [pinAct(row), ...own];
}

/** All acts, as a long press shows them: WeChat's sheet holds six. */
export function allActsOf(row: Row): ActLabel[] {
  return [pinAct(row), ...marksOf(row), ...handingActs(row)];
}

const pinAct = ({ mark }: Row): ActLabel => ({ act: 'pin', label: mark?.pinned ? says.unpin : says.pin });

/** Whose conversation it is hands it on; others can only leave it. */
function handingActs({ part, status }: Row): ActLabel[] {
  if (isGuest(part)) return [{ act: 'leave', label: words.bar.leave }];
  const { hold, resume, transfer } = words.acts;
  return [
    { act: 'transfer', label: transfer },
    status === 'onhold' ? { act: 'resume', label: resume } : { act: 'hold', label: hold },
    { act: 'close', label: says.close },
  ];
}

const isUnread = ({ mark, unread }: Pick<ConversationRow, 'mark' | 'unread'>): boolean =>
  unread > 0 || mark?.unread === true;

/** What is done at once, without a question. */
export type QuickAct = Exclude<ConversationAct, SheetAct>;

export const isQuick = (act: ConversationAct): act is QuickAct => !sheetActs.has(act);

export async function perform(act: QuickAct, row: ConversationRow, session: Session): Promise<void> {
  const { mark } = row;
  if (act === 'pin') await setMark(session, row, { pinned: !mark?.pinned });
  else if (act === 'mute') await setMark(session, row, { muted: !mark?.muted });
  else if (act === 'unread') await turnUnread(session, row);
  else await handle(act, row);
}

const setMark = ({ conversations }: Session, { conversationId }: ConversationRow, mark: Mark): Promise<void> =>
  conversations.mark(conversationId, mark);

async function turnUnread(session: Session, row: ConversationRow): Promise<void> {
  const { conversationId, lastSeq, unread } = row;
  const isNowUnread = isUnread(row);
  if (unread > 0) await call('message', 'read', { conversationId, seq: lastSeq });
  await setMark(session, row, { unread: !isNowUnread });
}
