import { agents, command, conversations, customers } from '../cloud/db';
import type { Caller } from '../cloud/serve';
import { isMember, isOpen } from '../domain/sides';
import type { AgentDocument, ConversationDocument } from '../protocol/documents';
import { AppError } from '../protocol/errors';
import { isNotes, notesIdOf, subjectOf } from '../protocol/notes';

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

/** Refuses conditions that name a conversation the caller may not look into. */
export async function requireNamed(
  { conversationId }: { conversationId?: string | undefined },
  caller: Caller,
): Promise<void> {
  if (conversationId !== undefined) await accessible(conversationId, caller);
}

const mayLook = async (conversation: ConversationDocument, caller: Caller): Promise<boolean> =>
  (await lookable([conversation], caller)).has(conversation._id);

type Looked = Pick<ConversationDocument, '_id' | 'readers' | 'customerId'>;

/** Those of the conversations, by their ids, that the caller may look into: what `accessible` decides, for many at once. */
export async function lookable(found: readonly Looked[], caller: Caller): Promise<Set<string>> {
  const within = found.filter((one) => isWithin(one, caller));
  const others = found.filter((one) => !isNotes(one._id) && !within.includes(one));
  const allowed =
    caller.staff && others.length > 0 ? await Promise.all([servedOf(others, caller), calledTo(others, caller)]) : [];
  return new Set([...within.map(({ _id }) => _id), ...allowed.flat()]);
}

/** Who has left the team is no reader, even where they have not been taken out yet; notes are for staff alone, but for whom they are about. */
function isWithin({ _id, readers, customerId }: Looked, { scope, to, staff }: Caller): boolean {
  if (isNotes(_id) && (!staff || customerId === to)) return false;
  return scope !== 'own' || (readers.includes(to) && (staff !== undefined || customerId === to));
}

/** Those of customers in whose open conversation the caller takes part. */
async function servedOf(found: readonly Looked[], { to }: Caller): Promise<string[]> {
  const ids = [...new Set(found.map(({ customerId }) => customerId))];
  const known = await customers.find({ _id: command.in(ids) }, { limit: ids.length, fields: ['openId'] });
  const openIds = known.flatMap(({ openId }) => openId ?? []);
  const fields = ['customerId', 'status', 'readers'];
  const open = await conversations.find({ _id: command.in(openIds) }, { limit: ids.length, fields });
  const served = new Set(open.filter((one) => isOpen(one) && one.readers.includes(to)).map((one) => one.customerId));
  return found.filter(({ customerId }) => served.has(customerId)).map(({ _id }) => _id);
}

/** Those whose notes the caller reads. */
async function calledTo(found: readonly Looked[], { to }: Caller): Promise<string[]> {
  const notesIds = found.map(({ _id }) => notesIdOf(_id));
  const read = await conversations.find(
    { _id: command.in(notesIds), readers: to },
    { limit: notesIds.length, fields: ['_id'] },
  );
  return read.map(({ _id }) => subjectOf(_id));
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

/**
 * Who has left the team keeps out of the notes; for all other conversations, taking part is enough. Answers who of the staff it is that
 * gets at notes.
 */
export async function requireStaffForNotes(conversationId: string, { to }: Caller): Promise<AgentDocument | undefined> {
  if (!isNotes(conversationId)) return undefined;
  const [staff] = await agents.find({ to, deactivatedAt: command.exists(false) }, { limit: 1 });
  if (!staff) throw new AppError('FORBIDDEN');
  return staff;
}
