import type { Data } from '../common/protocol/action';
import type { assignment } from '../common/protocol/assignment';
import type { Caller } from '../common/cloud/serve';
import { currentRules } from '../common/steps/settings';

/** To what conversations can be handed, and with what they can be marked, by the rules. */
export async function options(_input: unknown, { now }: Caller): Promise<Data<typeof assignment.options>> {
  const { skills, closingTags: tags, requireTags } = await currentRules(now);
  return { skills: skills.map(({ id, name }) => ({ id, name })), tags, requireTags };
}
