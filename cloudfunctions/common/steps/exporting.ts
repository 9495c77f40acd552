import type { Caller } from '../cloud/serve';
import { AppError } from '../protocol/errors';
import { isCustomerOf } from '../domain/sides';
import { isNotes } from '../protocol/notes';
import { accessible } from './access';

/** Who may take numbers out as they are; analysts never do. */
const mayUnmask = ({ role }: Caller): boolean => role !== 'analyst';

/** What is asked for, as far as it matters who may have it. */
type Asked = { conversationId?: string | undefined; unmasked: boolean; withNotes: boolean };

/**
 * Refuses what the caller may not export: those who look after everything may export it, an agent only a conversation they take part
 * in, and nobody the notes about themselves; of a search these are never found.
 */
export async function mustBeAllowed({ conversationId, unmasked, withNotes }: Asked, caller: Caller): Promise<void> {
  if (unmasked && !mayUnmask(caller)) throw new AppError('FORBIDDEN');
  if (conversationId === undefined && caller.scope === 'all') return;
  if (conversationId === undefined || isNotes(conversationId)) throw new AppError('FORBIDDEN');
  const conversation = await accessible(conversationId, caller);
  const isReader = caller.scope === 'all' || conversation.readers.includes(caller.to);
  if (!isReader || (withNotes && isCustomerOf(conversation, caller.to))) throw new AppError('FORBIDDEN');
}
