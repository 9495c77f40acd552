import type { Checked } from '../common/protocol/action';
import { AppError } from '../common/protocol/errors';
import type { message } from '../common/protocol/message';
import { messages } from '../common/cloud/db';
import type { Caller } from '../common/cloud/serve';
import { letThrough } from '../common/steps/release';

/** Lets everybody see a message that was withheld. Releasing again, or what its author took back, changes nothing. */
export async function release(
  { conversationId, messageId }: Checked<typeof message.release>,
  { now }: Caller,
): Promise<null> {
  const found = await messages.get(messageId);
  if (found?.conversationId !== conversationId) throw new AppError('NOT_FOUND');
  await letThrough(found, now);
  return null;
}
