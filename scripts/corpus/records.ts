import { NEVER } from '../../cloudfunctions/common/domain/checks';
import type {
  ConversationDocument,
  CustomerDocument,
  MessageDocument,
} from '../../cloudfunctions/common/protocol/documents';
import { documentOf } from '../../cloudfunctions/common/steps/kept-document';
import { messageIdOf } from '../../cloudfunctions/common/steps/message-id';
import { sealBody, sealName } from '../../cloudfunctions/common/steps/stream';
import type { Customer, Line, Talk } from './chinese';

/** A conversation of the corpus as the cloud keeps it, sealed by the functions' own code with the keys in `KEFU_KEYS`. */
export type Records = { conversation: ConversationDocument; messages: MessageDocument[] };

export function recordsOf(talk: Talk): Records {
  const conversation = conversationOf(talk);
  return { conversation, messages: talk.lines.map((line, index) => messageOf(conversation, talk, line, index)) };
}

function conversationOf({ id, customer, agent, skill, product, tags, rating, lines }: Talk): ConversationDocument {
  const openedAt = lines[0]?.sentAt ?? 0;
  const lastAt = lines.at(-1)?.sentAt ?? openedAt;
  return {
    _id: id,
    status: 'closed',
    customerId: customer.id,
    customerName: sealName(id, customer.name),
    agentId: agent.id,
    skill,
    source: { productId: product.id, productName: product.name },
    people: [
      { to: customer.id, role: 'customer', id: customer.id },
      { to: agent.id, role: 'agent', ...agent },
    ],
    readers: [customer.id, agent.id],
    tags,
    ...(rating !== undefined && { rating: { score: rating, at: lastAt, firstAt: lastAt, times: 1 } }),
    turn: 1,
    lastSeq: lines.length,
    keptSeq: lines.length,
    recent: [],
    reads: {},
    openedAt,
    queuedAt: openedAt,
    queueAt: openedAt,
    assignedAt: openedAt,
    closedAt: lastAt,
    closedBy: 'agent',
    lastAt,
    checkAt: NEVER,
  };
}

const speakerOf = ({ customer, agent }: Talk, { role }: Line): string => (role === 'customer' ? customer.id : agent.id);

const clientIdOf = (index: number): string => String(index + 1);

/** The ids of a conversation's messages, in their order. */
export const messageIdsOf = (talk: Talk): string[] =>
  talk.lines.map((line, index) => messageIdOf(talk.id, speakerOf(talk, line), clientIdOf(index)));

function messageOf(conversation: ConversationDocument, talk: Talk, line: Line, index: number): MessageDocument {
  const { text, sentAt } = line;
  const by = speakerOf(talk, line);
  const clientId = clientIdOf(index);
  const _id = messageIdOf(conversation._id, by, clientId);
  const body = sealBody(conversation._id, _id, { text });
  return documentOf(conversation, { _id, clientId, by, kind: 'text', body, sentAt, seq: index + 1 });
}

/** A customer of the corpus as the cloud keeps them. */
export const customerDocument = ({ id, name, tags }: Customer, createdAt: number): CustomerDocument => ({
  _id: id,
  name: sealName(id, name),
  openId: null,
  createdAt,
  tags,
});
