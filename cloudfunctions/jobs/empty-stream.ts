import { archive, checks, command, feed, messages } from '../common/cloud/db';
import { deleteFiles } from '../common/cloud/storage';
import { isInFolder } from '../common/domain/files';
import { openBody } from '../common/steps/stream';
import { filesOf } from '../common/protocol/bodies';
import type { ConversationDocument, MessageDocument } from '../common/protocol/documents';

/** Messages that are deleted at once. */
const AT_ONCE = 50;

export type HasTime = () => boolean;

/** The files of a message; none of one that cannot be opened. */
export function filesIn({ conversationId, _id, body }: MessageDocument): string[] {
  const said = openBody(conversationId, _id, body);
  const found = said && !('event' in said) ? filesOf(said) : [];
  return found.filter((fileId) => isInFolder(fileId, `kefu/${conversationId}/`));
}

/** Deletes what was said in a conversation or its notes, up to a seq: files first, then what was told of it, then the messages. Whether all is gone. */
export async function emptyStream(stream: ConversationDocument, hasTime: HasTime): Promise<boolean> {
  for (const place of [archive, messages]) while ((await removeSome(place, stream)) > 0) if (!hasTime()) return false;
  return true;
}

async function removeSome(place: typeof messages, { _id, people, putAwaySeq = 0 }: ConversationDocument) {
  const old = { conversationId: _id, seq: command.lte(putAwaySeq) };
  const found = await place.find(old, { sort: ['seq', 'asc'], limit: AT_ONCE });
  if (found.length === 0) return 0;
  const ids = found.map((message) => message._id);
  await deleteFiles(found.flatMap(filesIn));
  await feed.removeAll({ _id: command.in(ids.flatMap((id) => people.map(({ to }) => `${id}:${to}`))) });
  await checks.removeAll({ messageId: command.in(ids) });
  await place.removeAll({ _id: command.in(ids) });
  return found.length;
}

const SIGNS = ['state', 'read', 'delivered', 'typing', 'here', 'mark', 'notice'] as const;

const beginningWith = (prefix: string) => ({ _id: command.gte(`${prefix}:`).and(command.lt(`${prefix};`)) });

/** Deletes whatever else was told of a conversation. */
export async function removeSigns({ _id }: ConversationDocument): Promise<void> {
  await Promise.all(SIGNS.map((sign) => feed.removeAll(beginningWith(`${sign}:${_id}`))));
}
