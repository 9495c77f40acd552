import type { Data } from '../common/protocol/action';
import type { team } from '../common/protocol/team';
import { privateSettings } from '../common/cloud/db';
import { readAssignmentRules } from '../common/domain/assignment-rules';
import { RULES_ID } from '../common/steps/settings';

/** The rules of assignment as functions understand them now. */
export async function rules(): Promise<Data<typeof team.rules>> {
  return { rules: readAssignmentRules(await privateSettings.get(RULES_ID)).read };
}
