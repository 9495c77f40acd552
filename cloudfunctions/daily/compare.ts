import { command, feed, messages } from '../common/cloud/db';
import { partsOf } from '../common/domain/parts';
import {
  addTallies,
  emptyTally,
  mustBeTold,
  untold,
  wrongInRecord,
  type KeptMessage,
  type SeqRange,
  type Tally,
} from '../common/domain/self-audit';
import type { ConversationDocument, Incident, MessageDocument } from '../common/protocol/documents';
import { FEED_KEPT_MS } from '../common/protocol/limits';
import { noteUnverifiable, unverifiableIn } from '../common/steps/unverifiable';

/** Messages one request reads, and the latest of a conversation that are looked at. */
const SLICE = 500;
const MOST_MESSAGES = 10_000;

/** The feed is looked at for as long as nothing of it can have been deleted. */
const FEED_CHECKED_MS = FEED_KEPT_MS - 24 * 3_600_000;

/**
 * Compares what was given a seq with what is kept, and what is kept with what readers were told, and verifies what is kept; nobody misses
 * what was put away.
 */
export async function compare(conversation: ConversationDocument, now: number): Promise<Tally> {
  const { lastSeq, putAwaySeq = 0 } = conversation;
  let tally: Tally = { ...emptyTally, conversations: 1 };
  for (let first = Math.max(1, putAwaySeq + 1, lastSeq - MOST_MESSAGES + 1); first <= lastSeq; first += SLICE) {
    const slice = { first, last: Math.min(lastSeq, first + SLICE - 1) };
    tally = addTallies(tally, await compareSlice(conversation, slice, now));
  }
  return tally;
}

async function compareSlice(conversation: ConversationDocument, slice: SeqRange, now: number): Promise<Tally> {
  const { _id } = conversation;
  const kept = await keptIn(_id, slice);
  await noteUnverifiable(unverifiableIn(_id, kept), now);
  const incidents = [...wrongInRecord(_id, slice, kept), ...(await notTold(conversation, kept, now))];
  return { conversations: 0, checked: slice.last - slice.first + 1, incidents };
}

type Compared = KeptMessage & Pick<MessageDocument, 'body'>;

const compared: (keyof Compared)[] = ['_id', 'seq', 'clientId', 'from', 'kind', 'body', 'sentAt', 'withheld'];

/** More than there should be are asked for, so that what is there twice shows. */
const keptIn = (conversationId: string, { first, last }: SeqRange): Promise<Compared[]> =>
  messages.find(
    { conversationId, seq: command.gte(first).and(command.lte(last)) },
    { sort: ['seq', 'asc'], limit: 2 * SLICE, fields: compared },
  );

async function notTold(conversation: ConversationDocument, kept: KeptMessage[], now: number): Promise<Incident[]> {
  const expected = mustBeTold(conversation, kept, now - FEED_CHECKED_MS);
  const ids = [...expected.keys()];
  const found = await Promise.all(
    partsOf(ids, SLICE).map((part) => feed.find({ _id: command.in(part) }, { limit: SLICE, fields: ['_id'] })),
  );
  const told = new Set(found.flat().map(({ _id }) => _id));
  return untold(
    conversation._id,
    [...expected].flatMap(([id, seq]) => (told.has(id) ? [] : [seq])),
  );
}
