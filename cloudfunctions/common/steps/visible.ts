import { command, messages } from '../cloud/db';
import type { Caller } from '../cloud/serve';
import { asSeen } from '../domain/entries';
import { maskedBody } from '../domain/masking';
import { readsClearly } from '../domain/sides';
import type { ConversationDocument, Message } from '../protocol/documents';
import { isBy } from './message-id';
import { openBody, sealBody } from './stream';

/** A message as the caller sees it: what was taken back or withheld, only those who look after everything read. */
export const visibleTo =
  ({ scope, to }: Pick<Caller, 'scope' | 'to'>) =>
  (message: Message): Message =>
    scope === 'all' ? message : asSeen(message, isBy(message, to));

/** A message of a conversation as the caller reads it: who takes no part in what goes on sees no numbers. */
export const shownTo = (conversation: ConversationDocument, caller: Pick<Caller, 'scope' | 'to'>) => {
  const seen = visibleTo(caller);
  const isClear = readsClearly(conversation, caller.to);
  return (message: Message): Message => (isClear ? seen(message) : maskedMessage(seen(message)));
};

/** A message without the numbers in it, sealed again if there were any. */
export function maskedMessage(message: Message): Message {
  const { conversationId, messageId, body: sealed } = message;
  const body = sealed === '' ? undefined : openBody(conversationId, messageId, sealed);
  const hidden = body && maskedBody(body);
  if (!hidden || hidden === body) return message;
  return { ...message, body: sealBody(conversationId, messageId, hidden), isMasked: true };
}

/** Those of the recent messages that others may not see: their verdict stands in `messages`. */
export async function withheldOf({ recent }: ConversationDocument): Promise<ReadonlySet<string>> {
  const judged = recent.flatMap((entry) => (entry.judged ? [entry._id] : []));
  if (judged.length === 0) return new Set();
  const found = await messages.find({ _id: command.in(judged) });
  return new Set(found.flatMap(({ _id, withheld }) => (withheld ? [_id] : [])));
}
