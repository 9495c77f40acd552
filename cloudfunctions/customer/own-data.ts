import { command, conversations } from '../common/cloud/db';
import { linksTo } from '../common/cloud/storage';
import type { Caller } from '../common/cloud/serve';
import { keptMessage } from '../common/domain/entries';
import type { Checked } from '../common/protocol/action';
import { filesOf } from '../common/protocol/bodies';
import type { customer } from '../common/protocol/customer';
import type { ConversationDocument, Message, Rating } from '../common/protocol/documents';
import type { OwnConversation, OwnCursor, OwnMessage, OwnProfile, Portion } from '../common/protocol/rights';
import { findOrMakeCustomer, linkToAvatar } from '../common/steps/customer';
import { findKept } from '../common/steps/kept';
import { openBody, openName } from '../common/steps/stream';
import { visibleTo } from '../common/steps/visible';

/** Messages of one portion. */
const PAGE = 100;

/** The next part of everything about the caller: conversation by conversation, in the order of their last messages. */
export async function ownData({ after }: Checked<typeof customer.ownData>, caller: Caller): Promise<Portion> {
  const conversation = await nextOf(after, caller);
  const profile = after ? undefined : await profileFor(caller);
  if (!conversation) return { messages: [], ...(profile && { profile }) };
  const { _id: conversationId, lastAt } = conversation;
  const seq = after?.conversationId === conversationId ? (after.seq ?? 0) : 0;
  const messages = await messagesAfter(conversation, seq, caller);
  const isAll = messages.length < PAGE;
  const last = messages.at(-1)?.seq ?? seq;
  return {
    ...(profile && { profile }),
    ...(seq === 0 && { conversation: ownConversation(conversation) }),
    messages,
    next: {
      lastAt: after?.conversationId === conversationId ? after.lastAt : lastAt,
      conversationId,
      ...(!isAll && { seq: last }),
    },
  };
}

/** The conversation that is not finished yet, or the one after the last. */
async function nextOf(after: OwnCursor | undefined, { id }: Caller): Promise<ConversationDocument | undefined> {
  if (after?.seq !== undefined) {
    const same = await conversations.get(after.conversationId);
    return same?.customerId === id && same.status !== 'staff' ? same : undefined;
  }
  const own = { customerId: id, status: command.neq('staff') };
  const left = after ? command.and([own, later(after)]) : own;
  const [next] = await conversations.find(left, { sort: ['lastAt', 'asc'], inOrder: true, limit: 1 });
  return next;
}

/** What went on meanwhile does not come again. */
const later = ({ lastAt, conversationId }: OwnCursor) =>
  command.or([
    { lastAt: command.gt(lastAt), _id: command.neq(conversationId) },
    { lastAt, _id: command.gt(conversationId) },
  ]);

async function profileFor(caller: Caller): Promise<OwnProfile> {
  const known = await findOrMakeCustomer(caller);
  const { _id: id, name, createdAt: since, consent } = known;
  const avatar = await linkToAvatar(known, caller.now);
  return { id, name: openName(id, name), since, ...(consent && { consent }), ...(avatar !== undefined && { avatar }) };
}

function ownConversation(conversation: ConversationDocument): OwnConversation {
  const { _id: conversationId, status, openedAt, closedAt, source, people, rating } = conversation;
  return {
    conversationId,
    status,
    openedAt,
    agents: people.flatMap(({ role, name }) => (role === 'agent' && name !== undefined ? [name] : [])),
    ...(closedAt !== undefined && { closedAt }),
    ...(source && { source }),
    ...(rating && { rating: ownRating(conversationId, rating) }),
  };
}

const ownRating = (conversationId: string, { score, at, comment }: Rating): NonNullable<OwnConversation['rating']> => ({
  score,
  at,
  ...(comment !== undefined && { comment: openName(conversationId, comment) }),
});

async function messagesAfter(conversation: ConversationDocument, seq: number, caller: Caller): Promise<OwnMessage[]> {
  const later = { seq: command.gt(seq) };
  const found = await findKept(conversation, later, { sort: ['seq', 'asc'], limit: PAGE });
  const seen = found.map(keptMessage).map(visibleTo({ scope: 'own', to: caller.to }));
  const opened = seen.map((message) => ({ message, said: saidIn(message) }));
  const links = await linksTo(
    opened.flatMap(({ said }) => (said ? filesOf(said) : [])),
    caller.now,
  );
  return opened.map(({ message, said }) => ownMessage(message, said, links));
}

function saidIn({ conversationId, messageId, body }: Message): Record<string, unknown> | undefined {
  return body === '' ? undefined : openBody(conversationId, messageId, body);
}

function ownMessage(
  { seq, sentAt, from, kind, body }: Message,
  said: Record<string, unknown> | undefined,
  links: Map<string, string>,
): OwnMessage {
  const files = said ? filesOf(said).flatMap((fileId) => links.get(fileId) ?? []) : [];
  return {
    seq,
    sentAt,
    from: { role: from.role, ...(from.name !== undefined && { name: from.name }) },
    kind,
    ...(said && { said }),
    ...(files.length > 0 && { links: files }),
    ...(body === '' && { isHidden: true }),
    ...(body !== '' && !said && { isUnverifiable: true }),
  };
}
