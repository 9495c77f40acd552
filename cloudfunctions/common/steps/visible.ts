import { command, messages } from '../cloud/db';
import type { Caller } from '../cloud/serve';
import { asSeen } from '../domain/entries';
import type { ConversationDocument, Message } from '../protocol/documents';
import { isBy } from './message-id';

/** A message as the caller sees it: what was taken back or withheld, only those who look after everything read. */
export const visibleTo =
  ({ scope, to }: Pick<Caller, 'scope' | 'to'>) =>
  (message: Message): Message =>
    scope === 'all' ? message : asSeen(message, isBy(message, to));

/** Those of the recent messages that others may not see: their verdict stands in `messages`. */
export async function withheldOf({ recent }: ConversationDocument): Promise<ReadonlySet<string>> {
  const judged = recent.flatMap((entry) => (entry.judged ? [entry._id] : []));
  if (judged.length === 0) return new Set();
  const found = await messages.find({ _id: command.in(judged) });
  return new Set(found.flatMap(({ _id, withheld }) => (withheld ? [_id] : [])));
}
