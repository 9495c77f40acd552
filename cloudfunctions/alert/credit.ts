import type { Caller } from '../common/cloud/serve';
import type { Checked, Data } from '../common/protocol/action';
import type { alert } from '../common/protocol/alert';
import { countTap, creditOf, creditsOf, noteReach } from '../common/steps/credits';
import { currentSettings } from '../common/steps/settings';

/** Counts what the caller answered when asked for alerts; templates the business does not use are left out. */
export async function credit(
  { tapId, templates }: Checked<typeof alert.credit>,
  caller: Caller,
): Promise<Data<typeof alert.credit>> {
  const { customer, agent } = (await currentSettings(caller.now)).templates;
  const used = new Set(caller.staff ? agent : customer);
  for (const [templateId, answer] of Object.entries(templates))
    if (used.has(templateId)) await countTap(caller, templateId, tapId, answer.startsWith('accept'), caller.now);
  const left = await creditsOf(caller.to);
  if (caller.staff) await noteReach(caller.to, agent);
  return { credits: left.map(creditOf) };
}
