import type { Checked, Data } from '../common/protocol/action';
import type { team } from '../common/protocol/team';
import { record } from '../common/cloud/audit';
import { privateSettings } from '../common/cloud/db';
import type { Caller } from '../common/cloud/serve';
import { readAssignmentRules } from '../common/domain/assignment-rules';
import { rulesProblems } from '../common/domain/configuration';
import { forgetSettings, RULES_ID } from '../common/steps/settings';

/** Saves the rules of assignment when nothing in them is wrong. */
export async function saveRules(
  { rules }: Checked<typeof team.saveRules>,
  caller: Caller,
): Promise<Data<typeof team.saveRules>> {
  const problems = rulesProblems(rules);
  if (problems.length > 0) return { isSaved: false, problems };
  await privateSettings.put({ ...readAssignmentRules(rules).read, _id: RULES_ID });
  forgetSettings();
  await recordChange(caller);
  return { isSaved: true, problems };
}

/** What the rules say now stands in their document. */
async function recordChange({ now: at, role, id, appid }: Caller): Promise<void> {
  await record({ at, who: { role, id }, appid, action: 'team.saveRules', target: { parts: 'rules' } });
}
