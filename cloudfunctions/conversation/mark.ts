import { conversations, feed, serverDate } from '../common/cloud/db';
import type { Caller } from '../common/cloud/serve';
import type { Checked } from '../common/protocol/action';
import type { conversation } from '../common/protocol/conversation';
import { AppError } from '../common/protocol/errors';

const MARKS = ['pinned', 'muted', 'unread'] as const;

/** Changes how a conversation stands in the caller's list, and tells the caller's other phones. */
export async function mark(input: Checked<typeof conversation.mark>, { to }: Caller): Promise<null> {
  const { conversationId } = input;
  const given = MARKS.filter((name) => input[name] !== undefined);
  if (given.length === 0) return null;
  const changes = Object.fromEntries(given.map((name) => [`marks.${to}.${name}`, input[name]]));
  const changed = await conversations.change({ _id: conversationId, readers: to }, changes);
  if (!changed) throw new AppError('FORBIDDEN');
  await feed.put({
    _id: `mark:${conversationId}:${to}`,
    to,
    at: serverDate(),
    conversationId,
    type: 'mark',
    mark: changed.marks?.[to] ?? {},
  });
  return null;
}
