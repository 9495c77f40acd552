import type { ConversationDocument, MessageDocument } from '../protocol/documents';
import { notesIdOf } from '../protocol/notes';
import { normalise } from './search-terms';

/** What a search knows of a conversation. */
export type Subject = Pick<
  ConversationDocument,
  | '_id'
  | 'status'
  | 'customerId'
  | 'customerName'
  | 'agentId'
  | 'people'
  | 'readers'
  | 'skill'
  | 'source'
  | 'tags'
  | 'rating'
>;

/** What is asked of a conversation. Customers and agents are known by their ids here. */
export type Asked = {
  conversationId?: string | undefined;
  customerIds?: ReadonlySet<string> | undefined;
  agentIds?: ReadonlySet<string> | undefined;
  skill?: string | undefined;
  product?: string | undefined;
  tag?: string | undefined;
  ratings?: number[] | undefined;
};

/** Whether a conversation, as it is now, is one of those asked for. What is not asked holds for all. */
export function isAskedFor(subject: Subject, asked: Asked): boolean {
  const { customerIds, agentIds, skill, product, tag, ratings } = asked;
  return (
    (!customerIds || customerIds.has(subject.customerId)) &&
    (!agentIds || subject.people.some(({ role, id }) => role === 'agent' && agentIds.has(id))) &&
    (skill === undefined || subject.skill === skill) &&
    (product === undefined || isAbout(subject, product)) &&
    (tag === undefined || (subject.tags ?? []).includes(tag)) &&
    (!ratings || (subject.rating !== undefined && ratings.includes(subject.rating.score)))
  );
}

const isAbout = ({ source = {} }: Subject, product: string): boolean =>
  source.productId === product || normalise(source.productName ?? '').includes(normalise(product));

/** Whether anything is asked that only the conversation itself can answer. */
export const asksOfConversation = ({ conversationId, ...asked }: Asked): boolean =>
  Object.values(asked).some((value) => value !== undefined);

/** The conversation asked for speaks of its notes, too. */
export const isIn = (streamId: string, { conversationId }: Pick<Asked, 'conversationId'>): boolean =>
  conversationId === undefined || streamId === conversationId || streamId === notesIdOf(conversationId);

export type Sent = { role?: string | undefined; kind?: string | undefined };

/** Whether a message is of the role and the kind asked for. What the system said is found only when that is asked for. */
export function isOfKind({ from, kind }: Pick<MessageDocument, 'from' | 'kind'>, asked: Sent): boolean {
  if (kind === 'system' && asked.kind !== 'system' && asked.role !== 'system') return false;
  return (asked.role === undefined || from.role === asked.role) && (asked.kind === undefined || kind === asked.kind);
}
