import type { Caller } from '../common/cloud/serve';
import type { Checked, Data } from '../common/protocol/action';
import type { alert } from '../common/protocol/alert';
import { AppError } from '../common/protocol/errors';
import { isAway } from '../common/domain/alerts';
import { accessible } from '../common/steps/access';
import { creditsOf } from '../common/steps/credits';
import { currentSettings } from '../common/steps/settings';

/** Whether the customer is in the chat now, and how many alerts there are otherwise. */
export async function reach(
  { conversationId }: Checked<typeof alert.reach>,
  caller: Caller,
): Promise<Data<typeof alert.reach>> {
  const chat = await accessible(conversationId, caller);
  const customer = chat.people.find(({ role }) => role === 'customer');
  if (!customer) throw new AppError('NOT_FOUND');
  const used = new Set((await currentSettings(caller.now)).templates.customer);
  const left = (await creditsOf(customer.to)).filter(({ templateId }) => used.has(templateId));
  const since = chat.here?.[customer.to] ?? 0;
  return {
    isHere: since > 0 && !isAway(chat, customer.to, caller.now),
    ...(since < 0 && { leftAt: -since }),
    credits: left.reduce((sum, credit) => sum + credit.left, 0),
  };
}
