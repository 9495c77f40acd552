import type { Caller } from '../common/cloud/serve';
import type { Checked } from '../common/protocol/action';
import type { assignment } from '../common/protocol/assignment';
import { AppError } from '../common/protocol/errors';
import { owned } from '../common/steps/access';
import { hold as letRest } from '../common/steps/hold';

/** Lets a conversation rest and gives its place back. Doing it again changes nothing. */
export async function hold({ conversationId }: Checked<typeof assignment.hold>, caller: Caller): Promise<null> {
  const found = await owned(conversationId, caller);
  if (found.status === 'closed') throw new AppError('CONVERSATION_CLOSED');
  if (!(await letRest(found, caller.now))) throw new AppError('TAKEN');
  return null;
}
