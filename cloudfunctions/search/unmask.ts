import type { Caller } from '../common/cloud/serve';
import { keptMessage } from '../common/domain/entries';
import { wordsOf } from '../common/domain/search-terms';
import type { Checked, Data } from '../common/protocol/action';
import { AppError } from '../common/protocol/errors';
import type { unmask as action } from '../common/protocol/search';
import { accessible } from '../common/steps/access';
import { findKept } from '../common/steps/kept';
import { openBody } from '../common/steps/stream';
import { visibleTo } from '../common/steps/visible';

/** What a message says, with the numbers in it, for whoever may look into its conversation and says why. */
export async function unmask(
  { conversationId, messageId }: Checked<typeof action>,
  caller: Caller,
): Promise<Data<typeof action>> {
  const conversation = await accessible(conversationId, caller);
  const [kept] = await findKept(conversation, { _id: messageId }, { limit: 1 });
  if (!kept) throw new AppError('NOT_FOUND');
  const { body } = visibleTo(caller)(keptMessage(kept));
  const said = body === '' ? undefined : openBody(conversationId, messageId, body);
  if (!said) throw new AppError('NOT_FOUND');
  return { text: wordsOf(said) };
}
