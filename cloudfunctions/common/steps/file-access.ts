import { command, conversations, customers } from '../cloud/db';
import type { Caller } from '../cloud/serve';
import { isMember, isOpen } from '../domain/sides';
import type { ConversationDocument, CustomerDocument } from '../protocol/documents';
import { AppError } from '../protocol/errors';

/** A customer, their latest conversations, the last one first, and whether the reader serves them now. */
export type Reachable = { customer: CustomerDocument; chats: ConversationDocument[]; isServing: boolean };

const MOST_CHATS = 50;

/** What a file needs of a conversation. */
const FIELDS = [
  'status',
  'customerId',
  'openedAt',
  'closedAt',
  'agentId',
  'people',
  'readers',
  'watchers',
  'skill',
  'source',
  'tags',
  'rating',
  'visits',
  'shown',
];

/** The customer whose file the caller may read: one they serve or served, or any when their permission reaches that far. */
export async function reachableCustomer(customerId: string, caller: Caller): Promise<Reachable> {
  const [customer, chats] = await Promise.all([
    customers.get(customerId),
    conversations.find(
      { customerId, status: command.neq('staff') },
      { sort: ['lastAt', 'desc'], limit: MOST_CHATS, fields: FIELDS },
    ),
  ]);
  if (!customer || !(caller.scope === 'all' || chats.some((chat) => isServedBy(chat, caller))))
    throw new AppError('FORBIDDEN');
  return { customer, chats, isServing: chats.some((chat) => isOpen(chat) && isMember(chat, caller.to)) };
}

const isServedBy = ({ people }: ConversationDocument, { to }: Caller): boolean =>
  people.some((person) => person.to === to && person.role === 'agent');
