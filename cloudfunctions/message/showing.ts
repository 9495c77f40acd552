import { conversations } from '../common/cloud/db';
import type { Caller } from '../common/cloud/serve';
import type { BodyOf } from '../common/protocol/bodies';
import type { AgentDocument } from '../common/protocol/documents';
import { AppError } from '../common/protocol/errors';
import { permissions, scopeFor, type Permission } from '../common/protocol/permissions';
import { accessible } from '../common/steps/access';
import { reachableCustomer } from '../common/steps/file-access';
import type { Draft } from './draft';

/** Nobody of the staff shows colleagues, as part of a conversation or as a customer's card, what they may not look at themselves. */
export async function requireShowable(
  { conversationId: notesId, entry, said }: Draft,
  staff: AgentDocument,
  caller: Caller,
): Promise<void> {
  if (entry.kind === 'excerpt') {
    const { conversationId } = said as BodyOf<'excerpt'>;
    await accessible(conversationId, as(staff, permissions.message.history, caller));
  }
  if (entry.kind === 'customer') await requireCard(said as BodyOf<'customer'>, notesId, staff, caller);
}

/** Whoever reads notes knows whom they are about. */
async function requireCard(
  { customerId }: BodyOf<'customer'>,
  notesId: string,
  staff: AgentDocument,
  caller: Caller,
): Promise<void> {
  const notes = await conversations.get(notesId);
  if (notes?.customerId === customerId && notes.readers.includes(caller.to)) return;
  await reachableCustomer(customerId, as(staff, permissions.customer.file, caller));
}

/** Whoever sends does so as a participant: what they may look at goes by what they are. */
function as(staff: AgentDocument, permission: Permission, caller: Caller): Caller {
  const { _id: id, role } = staff;
  const scope = scopeFor(permission, role);
  if (!scope) throw new AppError('FORBIDDEN');
  return { ...caller, staff, role, id, scope };
}
