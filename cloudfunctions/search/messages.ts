import type { Caller } from '../common/cloud/serve';
import { masked } from '../common/domain/masking';
import { ownerOf } from '../common/domain/sides';
import { excerptOf, marksIn } from '../common/domain/search-text';
import type { Checked } from '../common/protocol/action';
import { isNotes } from '../common/protocol/notes';
import type { Found, Hit, search } from '../common/protocol/search';
import { requireNamed } from '../common/steps/access';
import { findMessages } from '../common/steps/search';
import type { Conditions } from '../common/steps/search-plan';
import type { FoundMessage } from '../common/steps/search-run';
import { openName } from '../common/steps/stream';

type Input = Checked<typeof search.messages>;

/** A page of the messages that fulfil all conditions, or as much of one as one call may look for. */
export async function messages(input: Input, caller: Caller): Promise<Found> {
  const { order, cursor, limit, ...conditions } = input;
  await requireNamed(conditions, caller);
  const { found, ...rest } = await findMessages(conditions, { order, cursor, limit }, caller);
  return { hits: found.map((one) => hitOf(one, conditions)), ...rest };
}

function hitOf({ message, words, body, subject }: FoundMessage, conditions: Conditions): Hit {
  const { _id: messageId, conversationId, seq, kind, from, sentAt, recalledAt } = message;
  const agent = ownerOf(subject);
  return {
    messageId,
    conversationId,
    seq,
    kind,
    ...excerptOf(masked(words), marksIn(words, conditions)),
    from,
    customer: { id: subject.customerId, name: openName(subject._id, subject.customerName) },
    ...(agent && { agent: { id: agent.id, name: agent.name ?? '' } }),
    sentAt,
    ...(recalledAt !== undefined && { recalledAt }),
    ...(isNotes(conversationId) && { isNote: true }),
    ...(!body && { isUnverifiable: true }),
  };
}
