import type { Caller } from '../cloud/serve';
import { AppError } from '../protocol/errors';
import { isNotes } from '../protocol/notes';
import { accessible } from './access';

/** Who may take numbers out as they are; analysts never do. */
const mayUnmask = ({ role }: Caller): boolean => role !== 'analyst';

/** Refuses what the caller may not export: those who look after everything may export it, an agent only a conversation they take part in. */
export async function mustBeAllowed(
  { conversationId, unmasked }: { conversationId?: string | undefined; unmasked: boolean },
  caller: Caller,
): Promise<void> {
  if (unmasked && !mayUnmask(caller)) throw new AppError('FORBIDDEN');
  if (conversationId === undefined && caller.scope === 'all') return;
  if (conversationId === undefined || isNotes(conversationId)) throw new AppError('FORBIDDEN');
  const { readers } = await accessible(conversationId, caller);
  if (caller.scope !== 'all' && !readers.includes(caller.to)) throw new AppError('FORBIDDEN');
}
