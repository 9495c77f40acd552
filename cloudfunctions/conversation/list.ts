import { command, conversations } from '../common/cloud/db';
import { streamKeys } from '../common/cloud/keys';
import { linksTo } from '../common/cloud/storage';
import type { Caller } from '../common/cloud/serve';
import { unreadCount } from '../common/domain/entries';
import { isOpen, isWatcher, OPEN_STATUSES, otherSide, partOf } from '../common/domain/sides';
import { waitOf } from '../common/domain/waiting';
import type { Checked, Data } from '../common/protocol/action';
import type { conversation, ConversationSummary } from '../common/protocol/conversation';
import type { ConversationDocument, Message } from '../common/protocol/documents';
import { accessible } from '../common/steps/access';
import { handoverFor } from '../common/steps/handover';
import { lastMessages } from '../common/steps/last-messages';
import { stateOf } from '../common/steps/state';
import { openName } from '../common/steps/stream';

type Input = Checked<typeof conversation.list>;

const STATUSES = { open: OPEN_STATUSES, closed: ['closed'] };

/** The conversations the caller takes part in, the latest first, or the one asked for. */
export async function list(input: Input, caller: Caller): Promise<Data<typeof conversation.list>> {
  const found = input.conversationId ? [await accessible(input.conversationId, caller)] : await findOwn(input, caller);
  const avatars = new Map(found.flatMap((one) => avatarOf(one, caller)));
  const links = await linksTo([...avatars.values()], caller.now);
  const link = ({ _id }: ConversationDocument) => links.get(avatars.get(_id) ?? '');
  const lastOf = await lastMessages(found, caller);
  return { conversations: await Promise.all(found.map((one) => summaryOf(one, caller, lastOf(one), link(one)))) };
}

/** Who is not on the staff has been a customer in what is theirs: those who have left the team find nothing of it. */
const findOwn = ({ status, limit }: Input, { to, staff }: Caller): Promise<ConversationDocument[]> =>
  conversations.find(
    { readers: to, status: command.in(STATUSES[status]), ...(!staff && { customerId: to }) },
    { sort: ['lastAt', 'desc'], limit },
  );

/** The customer's picture, for staff. */
const avatarOf = ({ _id, customerAvatar }: ConversationDocument, { staff }: Caller): [string, string][] =>
  staff && customerAvatar !== undefined ? [[_id, openName(_id, customerAvatar)]] : [];

async function summaryOf(
  conversation: ConversationDocument,
  caller: Caller,
  last: Message | undefined,
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
  const { to } = caller;
  const handover = await handoverFor(conversation, caller);
  return {
    conversationId,
    ...(await stateOf(conversation, caller.to)),
    customer: { id: customerId, name: openName(conversationId, customerName), ...(avatar !== undefined && { avatar }) },
    ...(skill !== undefined && { skill }),
    ...(source && { source }),
    openedAt,
    lastAt,
    lastSeq,
    readSeq: reads[to] ?? 0,
    unread: unreadCount(conversation, to),
    ...(last && { last }),
    ...besides(conversation, caller),
    ...(caller.staff && handling(conversation, caller)),
    ...(handover && { handover }),
    keys: streamKeys(conversationId),
  };
}

/** What the caller should know of the others and of earlier days, and how they want it to stand. */
function besides(conversation: ConversationDocument, { to, staff, scope }: Caller) {
  const { people, reads, delivered = {}, here = {}, marks = {}, previousId, readers } = conversation;
  const others = otherSide({ people }, to).filter((one) => !isWatcher(conversation, one));
  const furthest = (watermarks: Record<string, number>) => Math.max(0, ...others.map((one) => watermarks[one] ?? 0));
  const mayGoBack = !staff || scope === 'all' || (readers.includes(to) && isOpen(conversation));
  return {
    otherReadSeq: furthest(reads),
    otherDeliveredSeq: furthest(delivered),
    ...(staff && otherHere(others.map((one) => here[one] ?? 0))),
    ...(marks[to] && { mark: marks[to] }),
    ...(previousId !== undefined && mayGoBack && { previousId }),
  };
}

/** What staff should know of who looks after it and how it stands. */
function handling(conversation: ConversationDocument, { to }: Caller): Partial<ConversationSummary> {
  const { queuedAt, priority } = conversation;
  const wait = isOpen(conversation) ? waitOf(conversation) : undefined;
  const part = partOf(conversation, to);
  return {
    ...(part && { part }),
    queuedAt,
    ...(priority !== undefined && { priority }),
    ...(wait && { waitingSince: wait.since }),
  };
}

/** Who is there or left last; nothing when nobody said. */
function otherHere(times: number[]): Pick<ConversationSummary, 'otherHere'> {
  const last = times.toSorted((a, b) => Number(b > 0) - Number(a > 0) || Math.abs(b) - Math.abs(a))[0];
  return last ? { otherHere: { isHere: last > 0, at: Math.abs(last) } } : {};
}
