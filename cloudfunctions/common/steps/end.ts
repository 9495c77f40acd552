import { command, conversations } from '../cloud/db';
import { nextCheck } from '../domain/checks';
import { guestsOf } from '../domain/offers';
import { isOpen } from '../domain/sides';
import type { ConversationDocument } from '../protocol/documents';
import { drainQueue } from './assign';
import { leaving, saving, settle } from './deliver';
import { systemEntry } from './keep';
import { release } from './places';
import { tellQueue } from './queue';
import { sealText } from './stream';

export type Ending = {
  by: 'customer' | 'agent' | 'system';
  now: number;
  tags?: readonly string[];
  reason?: string;
  /** What must still hold. */
  guard?: Record<string, unknown>;
};

const MOST_TRIES = 3;

/**
 * Ends a conversation, gives the owner's place back and serves the queue. Ending again finishes what was begun; undefined when the
 * guard refused.
 */
export async function end(
  conversation: ConversationDocument,
  ending: Ending,
): Promise<ConversationDocument | undefined> {
  const closed = await endOnce(conversation, ending);
  if (!closed) return undefined;
  const { _id, lastSeq } = closed;
  await settle(closed);
  await release(closed, ending.now);
  await conversations.changeAll({ _id, lastSeq }, { checkAt: nextCheck(closed, closed.closedAt ?? ending.now) });
  await drainQueue(ending.now);
  if (conversation.status === 'queued') await tellQueue(ending.now);
  return closed;
}

/** The one atomic step, or what it led to when it was done before. Whoever has the conversation by then, it ends. */
async function endOnce(conversation: ConversationDocument, ending: Ending): Promise<ConversationDocument | undefined> {
  let looked: ConversationDocument | undefined = conversation;
  for (let round = 0; looked && isOpen(looked) && round < MOST_TRIES; round += 1) {
    const { _id, status, turn, offer } = looked;
    const unchanged = { _id, status, turn, 'offer.id': offer?.id ?? command.exists(false) };
    const closed = await conversations.change({ ...unchanged, ...ending.guard }, ended(looked, ending));
    if (closed) return closed;
    looked = await conversations.get(_id);
  }
  return looked?.status === 'closed' ? looked : undefined;
}

/** The part of an update that ends a conversation. Who leaves the queue has given up. */
function ended(conversation: ConversationDocument, { by, now, tags = [], reason }: Ending) {
  const { _id, status, turn } = conversation;
  const guests = guestsOf(conversation);
  return {
    status: 'closed',
    closedAt: now,
    closedBy: by,
    checkAt: now,
    offer: command.remove(),
    remindAt: command.remove(),
    ...(guests.length > 0 && leaving(guests)),
    ...(status === 'queued' && by === 'customer' && { isAbandoned: true }),
    ...(tags.length > 0 && { tags: command.addToSet({ $each: tags }) }),
    ...(reason !== undefined && { closedReason: sealText(_id, _id, reason) }),
    ...saving(systemEntry(_id, `${_id}:closed:${turn}`, { event: 'closed', by }, now)),
  };
}
