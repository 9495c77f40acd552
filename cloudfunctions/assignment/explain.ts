import type { Checked, Data } from '../common/protocol/action';
import type { assignment } from '../common/protocol/assignment';
import type { Caller } from '../common/cloud/serve';
import { accessible } from '../common/steps/access';

/** Why the conversation went to its agent, as it was decided then. */
export async function explain(
  { conversationId }: Checked<typeof assignment.explain>,
  caller: Caller,
): Promise<Data<typeof assignment.explain>> {
  const { decision } = await accessible(conversationId, caller);
  return decision ? { decision } : {};
}
