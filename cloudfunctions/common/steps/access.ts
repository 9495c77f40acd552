import { agents, command, conversations, customers } from '../cloud/db';
import type { Caller } from '../cloud/serve';
import { isMember, isOpen } from '../domain/sides';
import type { ConversationDocument } from '../protocol/documents';
import { AppError } from '../protocol/errors';
import { isNotes, notesIdOf } from '../protocol/notes';

/**
 * A conversation the caller may look into: their own, or any when their permission reaches that far. Staff may also look into what a
 * note has called them to, and into what the customer they serve said earlier; notes are for staff alone. Refuses alike what is not
 * there and what is not theirs.
 */
export async function accessible(conversationId: string, caller: Caller): Promise<ConversationDocument> {
  const conversation = await conversations.get(conversationId);
  if (!conversation || !(await mayLook(conversation, caller))) throw new AppError('FORBIDDEN');
  return conversation;
}

async function mayLook(conversation: ConversationDocument, caller: Caller): Promise<boolean> {
  if (isNotes(conversation._id) && !caller.staff) return false;
  if (isWithin(conversation, caller)) return true;
  if (!caller.staff || isNotes(conversation._id)) return false;
  return (await servesNow(conversation.customerId, caller)) || isCalled(conversation._id, caller);
}

/** Who has left the team is no reader, even where they have not been taken out yet. */
const isWithin = ({ readers, customerId }: ConversationDocument, { scope, to, staff }: Caller): boolean =>
  scope !== 'own' || (readers.includes(to) && (staff !== undefined || customerId === to));

/** Whether the caller takes part in the customer's open conversation. */
async function servesNow(customerId: string, { to }: Caller): Promise<boolean> {
  const openId = (await customers.get(customerId))?.openId ?? undefined;
  const open = openId === undefined ? undefined : await conversations.get(openId);
  return open !== undefined && isOpen(open) && open.readers.includes(to);
}

/** Whether the caller is one of those who read the notes. */
async function isCalled(conversationId: string, { to }: Caller): Promise<boolean> {
  return (await conversations.get(notesIdOf(conversationId)))?.readers.includes(to) ?? false;
}

/** A conversation the caller may change: one they take part in for everybody to see, or any when their permission reaches that far. */
export async function changeable(conversationId: string, caller: Caller): Promise<ConversationDocument> {
  const conversation = await conversations.get(conversationId);
  if (!conversation || isNotes(conversationId) || !mayChange(conversation, caller)) throw new AppError('FORBIDDEN');
  return conversation;
}

const mayChange = (conversation: ConversationDocument, { scope, to }: Caller): boolean =>
  scope !== 'own' || isMember(conversation, to);

/** A conversation that is the caller's to go on with or to end: the customer's and the owner's, or any when their permission reaches that far. */
export async function owned(conversationId: string, caller: Caller): Promise<ConversationDocument> {
  const conversation = await changeable(conversationId, caller);
  const isTheirs = !caller.staff || caller.scope !== 'own' || conversation.agentId === caller.id;
  if (!isTheirs) throw new AppError('FORBIDDEN');
  return conversation;
}

/** Who has left the team keeps out of the notes; for all other conversations, taking part is enough. */
export async function requireStaffForNotes(conversationId: string, { to }: Caller): Promise<void> {
  if (isNotes(conversationId) && (await agents.count({ to, deactivatedAt: command.exists(false) })) === 0)
    throw new AppError('FORBIDDEN');
}
