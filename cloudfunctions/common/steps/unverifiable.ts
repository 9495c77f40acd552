import { decrypt } from '../cloud/cipher';
import { command, reports } from '../cloud/db';
import { streamKeys } from '../cloud/keys';
import { dayAt } from '../domain/calendar';
import type { MessageDocument, UnverifiableMessage } from '../protocol/documents';

/** Kept of one day: whatever happens, the first ones are enough to look into it. */
const MOST = 100;

/** Those of a stream's messages that were changed, cut or moved, or whose key is gone; an emptied one says nothing, and that truly. */
export function unverifiableIn(
  conversationId: string,
  kept: readonly Pick<MessageDocument, '_id' | 'body'>[],
): UnverifiableMessage[] {
  const keys = streamKeys(conversationId);
  return kept
    .filter(({ _id, body }) => body !== '' && decrypt(keys, body, _id) === undefined)
    .map(({ _id: messageId }) => ({ conversationId, messageId }));
}

/** Tells those who lead of messages in the record that cannot be verified, each once a day; to be called by whoever opens one in vain. */
export async function noteUnverifiable(found: readonly UnverifiableMessage[], now: number): Promise<void> {
  if (found.length === 0) return;
  const day = dayAt(now);
  const _id = `unverifiable:${day}`;
  const messages = found.slice(0, MOST).map(({ conversationId, messageId }) => ({ conversationId, messageId }));
  const add = () =>
    reports.change(
      { _id, [`messages.${MOST - 1}`]: command.exists(false) },
      { messages: command.addToSet({ $each: messages }) },
    );
  if (await add()) return;
  if (!(await reports.add([{ _id, kind: 'unverifiable', day, messages }]))) await add();
}
