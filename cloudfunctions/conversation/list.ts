import { command, conversations } from '../common/cloud/db';
import { streamKeys } from '../common/cloud/keys';
import { linksTo } from '../common/cloud/storage';
import type { Caller } from '../common/cloud/serve';
import { messageOf, placedEntries, unreadCount, withoutRecalled } from '../common/domain/entries';
import type { Checked, Data } from '../common/protocol/action';
import type { conversation, ConversationSummary } from '../common/protocol/conversation';
import type { ConversationDocument } from '../common/protocol/documents';
import { accessible } from '../common/steps/access';
import { stateOf } from '../common/steps/state';
import { openName } from '../common/steps/stream';

type Input = Checked<typeof conversation.list>;

const STATUSES = { open: ['bot', 'queued', 'active', 'onhold'], closed: ['closed'] };

/** The conversations the caller takes part in, the latest first, or the one asked for. */
export async function list(input: Input, caller: Caller): Promise<Data<typeof conversation.list>> {
  const found = input.conversationId ? [await accessible(input.conversationId, caller)] : await findOwn(input, caller);
  const avatars = new Map(found.flatMap((one) => avatarOf(one, caller)));
  const links = await linksTo([...avatars.values()], caller.now);
  const link = ({ _id }: ConversationDocument) => links.get(avatars.get(_id) ?? '');
  return { conversations: await Promise.all(found.map((one) => summaryOf(one, caller, link(one)))) };
}

const findOwn = ({ status, limit }: Input, { to }: Caller): Promise<ConversationDocument[]> =>
  conversations.find({ readers: to, status: command.in(STATUSES[status]) }, { sort: ['lastAt', 'desc'], limit });

/** The customer's picture, for staff. */
const avatarOf = ({ _id, customerAvatar }: ConversationDocument, { staff }: Caller): [string, string][] =>
  staff && customerAvatar !== undefined ? [[_id, openName(_id, customerAvatar)]] : [];

async function summaryOf(
  conversation: ConversationDocument,
  { to }: Caller,
  avatar: string | undefined,
): Promise<ConversationSummary> {
  const {
    _id: conversationId,
    customerId,
    customerName,
    skill,
    source,
    openedAt,
    lastAt,
    lastSeq,
    reads,
  } = conversation;
  const last = placedEntries(conversation).at(-1);
  return {
    conversationId,
    ...(await stateOf(conversation)),
    customer: { id: customerId, name: openName(conversationId, customerName), ...(avatar !== undefined && { avatar }) },
    ...(skill !== undefined && { skill }),
    ...(source && { source }),
    openedAt,
    lastAt,
    lastSeq,
    readSeq: reads[to] ?? 0,
    unread: unreadCount(conversation, to),
    ...(last && { last: withoutRecalled(messageOf(conversation, last)) }),
    otherReadSeq: Math.max(0, ...Object.entries(reads).map(([reader, seq]) => (reader === to ? 0 : seq))),
    keys: streamKeys(conversationId),
  };
}
