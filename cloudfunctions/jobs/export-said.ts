import { archive, command, conversations, messages } from '../common/cloud/db';
import type { Caller } from '../common/cloud/serve';
import { keptMessage } from '../common/domain/entries';
import { partsOf } from '../common/domain/parts';
import type { Said } from '../common/domain/transcript';
import type { ConversationDocument, Message, MessageDocument } from '../common/protocol/documents';
import { subjectOf } from '../common/protocol/notes';
import { openBody, openName } from '../common/steps/stream';
import { visibleTo } from '../common/steps/visible';

/** Documents one request reads. */
const AT_ONCE = 500;

type Named = Pick<ConversationDocument, '_id' | 'customerName'>;

/** What messages say to whoever asks, by their ids; those that are deleted are not among them. */
export async function saidIn(ids: readonly string[], caller: Caller): Promise<Map<string, Said>> {
  const found = await keptOf(ids);
  const subjects = await inParts([...new Set(found.map(({ conversationId }) => subjectOf(conversationId)))], (part) =>
    conversations.find({ _id: command.in(part) }, { limit: AT_ONCE, fields: ['_id', 'customerName'] }),
  );
  const names = new Map(subjects.map((one: Named) => [one._id, openName(one._id, one.customerName)]));
  const seen = visibleTo(caller);
  return new Map(
    found.map((one) => [one._id, saidBy(seen(keptMessage(one)), names.get(subjectOf(one.conversationId)) ?? '')]),
  );
}

async function keptOf(ids: readonly string[]): Promise<MessageDocument[]> {
  const hot = await inParts(ids, (part) => messages.find({ _id: command.in(part) }, { limit: AT_ONCE }));
  const known = new Set(hot.map(({ _id }) => _id));
  const cold = await inParts(
    ids.filter((id) => !known.has(id)),
    (part) => archive.find({ _id: command.in(part) }, { limit: AT_ONCE }),
  );
  return [...hot, ...cold];
}

const inParts = async <T>(ids: readonly string[], read: (part: string[]) => Promise<T[]>): Promise<T[]> =>
  (await Promise.all(partsOf(ids, AT_ONCE).map(read))).flat();

const saidBy = ({ body, ...message }: Message, customer: string): Said => ({
  ...message,
  customer,
  body: body === '' ? 'hidden' : openBody(message.conversationId, message.messageId, body),
});
