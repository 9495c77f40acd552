import type { Part } from '../protocol/conversation';
import type { ConversationDocument, ConversationStatus, Person } from '../protocol/documents';

/** A conversation goes on in these. */
export const OPEN_STATUSES: ConversationStatus[] = ['bot', 'queued', 'active', 'onhold'];

export const isOpen = ({ status }: Pick<ConversationDocument, 'status'>): boolean => OPEN_STATUSES.includes(status);

type Parties = Pick<ConversationDocument, 'people'>;

export const isCustomerOf = ({ people }: Parties, to: string): boolean =>
  people.some((person) => person.to === to && person.role === 'customer');

/** Whose conversation it is; on hold it stays theirs. */
export const ownerOf = ({ people, agentId }: Pick<ConversationDocument, 'people' | 'agentId'>): Person | undefined =>
  people.find(({ role, id }) => role === 'agent' && id === agentId);

/** Addresses of the staff who read a conversation. */
export const staffReaders = (conversation: Pick<ConversationDocument, 'people' | 'readers'>): string[] =>
  conversation.readers.filter((to) => !isCustomerOf(conversation, to));

/** Addresses of those on the other side: for a customer the staff, for staff the customer, among colleagues everybody else. */
export function otherSide(conversation: Parties, to: string): string[] {
  const others = conversation.people.map((person) => person.to).filter((one) => one !== to);
  if (isCustomerOf(conversation, to)) return others;
  const customers = others.filter((one) => isCustomerOf(conversation, one));
  return customers.length > 0 ? customers : others;
}

/** What a member of the staff is to a conversation; nothing for one who does not read it. */
export function partOf(
  {
    agentId,
    people,
    readers,
    watchers = [],
  }: Pick<ConversationDocument, 'agentId' | 'people' | 'readers' | 'watchers'>,
  to: string,
): Part | undefined {
  if (!readers.includes(to)) return undefined;
  if (watchers.includes(to)) return 'watcher';
  return people.some((person) => person.to === to && person.id === agentId) ? 'owner' : 'member';
}

type Readers = Pick<ConversationDocument, 'readers' | 'watchers'>;

/** Whether somebody reads along without anybody being told. */
export const isWatcher = ({ watchers = [] }: Pick<ConversationDocument, 'watchers'>, to: string): boolean =>
  watchers.includes(to);

/** Whether somebody takes part now, for everybody to see. */
export const isMember = (conversation: Readers, to: string): boolean =>
  conversation.readers.includes(to) && !isWatcher(conversation, to);

/** Whether somebody takes part in what goes on, or reads notes that they were called to: then nothing is hidden from them. */
export const readsClearly = (
  conversation: Readers & Pick<ConversationDocument, 'status' | 'customerId'>,
  to: string,
): boolean =>
  conversation.customerId === to ||
  ((isOpen(conversation) || conversation.status === 'staff') && isMember(conversation, to));
