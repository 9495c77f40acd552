import { agents } from '../common/cloud/db';
import type { Caller } from '../common/cloud/serve';
import type { Checked } from '../common/protocol/action';
import type { assignment } from '../common/protocol/assignment';
import { AppError } from '../common/protocol/errors';
import { owned } from '../common/steps/access';
import { resume as goOn } from '../common/steps/hold';

/** Goes on with a conversation that rests, with a new place at its owner. Doing it again changes nothing. */
export async function resume({ conversationId }: Checked<typeof assignment.resume>, caller: Caller): Promise<null> {
  const found = await owned(conversationId, caller);
  if (found.status === 'active') return null;
  if (found.status === 'closed') throw new AppError('CONVERSATION_CLOSED');
  const owner = found.agentId === undefined ? undefined : await agents.get(found.agentId);
  if (!owner) throw new AppError('TAKEN');
  const taken = await goOn(found, owner, caller.now);
  if ('refused' in taken) throw new AppError(taken.refused);
  return null;
}
