import type { Checked, Data } from '../common/protocol/action';
import type { ConversationDocument, MessageDocument, Withheld } from '../common/protocol/documents';
import type { message, WithheldMessage } from '../common/protocol/message';
import { command, conversations, following, messages } from '../common/cloud/db';
import { streamKeys } from '../common/cloud/keys';
import { keptMessage } from '../common/domain/entries';
import { openName } from '../common/steps/stream';
import { maskedMessage } from '../common/steps/visible';

type Input = Checked<typeof message.withheld>;

const WITHHELD: Withheld[] = ['risky', 'checking', 'unchecked'];

/** What nobody but its author has seen, in all conversations. */
export async function withheld({ before, limit }: Input): Promise<Data<typeof message.withheld>> {
  const found = await messages.find(earlierThan(before), { sort: ['sentAt', 'desc'], limit });
  const subjects = await conversations.find({ _id: command.in(found.map(({ conversationId }) => conversationId)) });
  const subjectOf = new Map(subjects.map((one) => [one._id, one]));
  const last = found.at(-1);
  return {
    messages: found.flatMap((one) => withKeys(one, subjectOf.get(one.conversationId))),
    ...(last && found.length === limit && { next: { sentAt: last.sentAt, messageId: last._id } }),
  };
}

function earlierThan(before: Input['before']): Record<string, unknown> {
  const all = { withheld: command.in(WITHHELD) };
  if (!before) return all;
  const isEarlier = following('sentAt', 'desc', before.sentAt, before.messageId);
  return command.and(all, isEarlier) as unknown as Record<string, unknown>;
}

function withKeys(found: MessageDocument, subject: ConversationDocument | undefined): WithheldMessage[] {
  if (!subject) return [];
  const { _id, customerId: id, customerName } = subject;
  return [
    {
      message: maskedMessage(keptMessage(found)),
      customer: { id, name: openName(_id, customerName) },
      keys: streamKeys(_id),
    },
  ];
}
