import type { Checked } from '../common/protocol/action';
import type { FeedDocument } from '../common/protocol/documents';
import { AppError } from '../common/protocol/errors';
import type { message } from '../common/protocol/message';
import { conversations, feed, serverDate } from '../common/cloud/db';
import type { Caller } from '../common/cloud/serve';
import { isWatcher, staffReaders } from '../common/domain/sides';
import { requireStaffForNotes } from '../common/steps/access';
import { currentSettings } from '../common/steps/settings';
import { sealText } from '../common/steps/stream';

/**
 * Tells the others that the caller is writing: one document per conversation and reader, rewritten each time; of somebody who looks on
 * unseen, nobody. Staff are told what a customer writes if the business wants that.
 */
export async function typing({ conversationId, text }: Checked<typeof message.typing>, caller: Caller): Promise<null> {
  const { to: writer, now } = caller;
  await requireStaffForNotes(conversationId, caller);
  const conversation = await conversations.get(conversationId);
  if (!conversation?.readers.includes(writer)) throw new AppError('FORBIDDEN');
  const person = conversation.people.find(({ to }) => to === writer);
  if (!person || isWatcher(conversation, writer)) return null;
  const { role, id } = person;
  const isShown = role === 'customer' && text !== undefined && (await currentSettings(now)).typingPreview;
  const staff = new Set(isShown ? staffReaders(conversation) : []);
  const documents = conversation.readers
    .filter((to) => to !== writer)
    .map((to): FeedDocument => {
      const _id = `typing:${conversationId}:${id}:${to}`;
      const told = { _id, to, at: serverDate(), conversationId, type: 'typing', reader: { role, id } } as const;
      return staff.has(to) ? { ...told, preview: sealText(conversationId, _id, text ?? '') } : told;
    });
  await Promise.all(documents.map((document) => feed.put(document)));
  return null;
}
