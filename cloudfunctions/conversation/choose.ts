import { conversations } from '../common/cloud/db';
import type { Caller } from '../common/cloud/serve';
import { choicesIn } from '../common/domain/skills';
import type { Checked } from '../common/protocol/action';
import type { conversation } from '../common/protocol/conversation';
import { AppError } from '../common/protocol/errors';
import { currentRules } from '../common/steps/settings';
import { isUnserved, waitFor } from '../common/steps/waiting';

/** The customer says what they need: from then on they wait for an agent who has that skill. Choosing the same again changes nothing. */
export async function choose(input: Checked<typeof conversation.choose>, { id, now }: Caller): Promise<null> {
  const { conversationId, skill } = input;
  const found = await conversations.get(conversationId);
  if (found?.customerId !== id) throw new AppError('FORBIDDEN');
  if (!choicesIn(await currentRules(now)).some((choice) => choice.id === skill)) throw new AppError('NOT_FOUND');
  if (found.status !== 'bot' && found.skill === skill) return null;
  if (await waitFor(found, { skill, by: 'choice' }, now)) return null;
  const current = await conversations.get(conversationId);
  if (current?.skill === skill) return null;
  throw new AppError(current && isUnserved(current) ? 'TRY_AGAIN' : 'TOO_LATE');
}
