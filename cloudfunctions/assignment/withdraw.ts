import type { Caller } from '../common/cloud/serve';
import type { Checked } from '../common/protocol/action';
import type { assignment } from '../common/protocol/assignment';
import { AppError } from '../common/protocol/errors';
import { changeable } from '../common/steps/access';
import { endOffer } from '../common/steps/offer';
import { ownedBy } from './owned';

/** Takes an offer back. Doing it again changes nothing; `TAKEN` when it was accepted meanwhile. */
export async function withdraw({ conversationId }: Checked<typeof assignment.withdraw>, caller: Caller): Promise<null> {
  const conversation = await changeable(conversationId, caller);
  if (!ownedBy(conversation, caller)) throw new AppError('TAKEN');
  await endOffer(conversation, caller.now);
  return null;
}
