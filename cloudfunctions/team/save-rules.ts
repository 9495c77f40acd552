import type { Checked, Data } from '../common/protocol/action';
import type { AssignmentRules } from '../common/protocol/assignment-rules';
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
  const read = readAssignmentRules(rules).read;
  await recordChange(read, caller);
  await privateSettings.put({ ...read, _id: RULES_ID });
  forgetSettings();
  return { isSaved: true, problems };
}

/** Whoever may read the log may read the rules. */
async function recordChange(rules: AssignmentRules, { now: at, role, id, appid }: Caller): Promise<void> {
  await record({ at, who: { role, id }, appid, action: 'team.saveRules', target: { parts: 'rules' }, details: rules });
}
