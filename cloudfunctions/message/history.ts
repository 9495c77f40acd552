import type { Checked, Data } from '../common/protocol/action';
import type { ConversationDocument, Message, MessageDocument } from '../common/protocol/documents';
import type { message } from '../common/protocol/message';
import { command } from '../common/cloud/db';
import type { Caller } from '../common/cloud/serve';
import { keptMessage, messageOf, placedEntries } from '../common/domain/entries';
import { repair } from '../common/steps/deliver';
import { fillHoles } from '../common/steps/keep';
import { findKept } from '../common/steps/kept';
import { accessible } from '../common/steps/access';
import { shownTo } from '../common/steps/visible';

type Input = Checked<typeof message.history>;

/**
 * A page of a conversation, oldest first: the last before a seq, the first after one, or the newest. What was saved but not yet
 * copied is copied first, so that a page has no holes.
 */
export async function history(input: Input, caller: Caller): Promise<Data<typeof message.history>> {
  const conversation = await accessible(input.conversationId, caller);
  const range = rangeOf(input, conversation.lastSeq);
  const found = (await findPage(conversation, range)).map(keptMessage);
  const copied = await copyMissing(conversation, range, found);
  const page = [...found, ...copied].sort((a, b) => a.seq - b.seq);
  return { messages: page.map(shownTo(conversation, caller)) };
}

type Range = { first: number; last: number };

/** The seqs the page should hold. */
function rangeOf({ before, after, limit }: Input, lastSeq: number): Range {
  if (after !== undefined) return { first: after + 1, last: Math.min(lastSeq, after + limit) };
  const last = Math.min(lastSeq, (before ?? lastSeq + 1) - 1);
  return { first: Math.max(1, last - limit + 1), last };
}

async function findPage(conversation: ConversationDocument, { first, last }: Range): Promise<MessageDocument[]> {
  if (last < first) return [];
  const seq = command.gte(first).and(command.lte(last));
  return findKept(conversation, { seq }, { sort: ['seq', 'asc'], limit: last - first + 1 });
}

async function copyMissing(conversation: ConversationDocument, { first, last }: Range, found: Message[]) {
  if (found.length > last - first) return [];
  const seqs = new Set(found.map(({ seq }) => seq));
  const missing = placedEntries(conversation).filter(({ seq }) => seq >= first && seq <= last && !seqs.has(seq));
  const filled = await fillHoles(conversation, first, last);
  const kept = await repair(conversation, missing);
  return [...filled, ...kept].map((entry) => messageOf(conversation, entry));
}
