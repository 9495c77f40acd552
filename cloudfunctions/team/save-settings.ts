import type { Checked, Data } from '../common/protocol/action';
import type { Problem } from '../common/protocol/problems';
import type { team } from '../common/protocol/team';
import { record } from '../common/cloud/audit';
import { privateSettings, settings } from '../common/cloud/db';
import type { Caller } from '../common/cloud/serve';
import { settingsProblems } from '../common/domain/configuration';
import { readPrivateSettings, readSettings } from '../common/domain/settings';
import { wakeRetention } from '../common/steps/retention-job';
import { forgetSettings, PRIVATE_ID, PUBLIC_ID } from '../common/steps/settings';

type Input = Checked<typeof team.saveSettings>;

/** By then every instance goes by what was saved. */
const SETTLED_MS = 2 * 60_000;

const isSerious = ({ isWarning }: Problem) => !isWarning;

/** Saves what is given when nothing in it is wrong; what is only doubtful is saved, and said. */
export async function saveSettings(input: Input, caller: Caller): Promise<Data<typeof team.saveSettings>> {
  const problems = settingsProblems(input);
  if (problems.some(isSerious)) return { isSaved: false, problems };
  await recordChange(input, caller);
  await save(input);
  forgetSettings();
  if (input.privateSettings) await wakeRetention(caller.now + SETTLED_MS);
  return { isSaved: true, problems };
}

async function save(input: Input): Promise<void> {
  if (input.settings) await settings.put({ ...readSettings(input.settings).read, _id: PUBLIC_ID });
  if (input.privateSettings)
    await privateSettings.put({ ...readPrivateSettings(input.privateSettings).read, _id: PRIVATE_ID });
}

/** Which parts are changed; of the private ones, only what admins may know, nothing is written. */
async function recordChange(input: Input, { now: at, role, id, appid }: Caller): Promise<void> {
  const parts = Object.keys(input).join(',');
  if (parts === '') return;
  const details = input.settings && readSettings(input.settings).read;
  const entry = { at, who: { role, id }, appid, action: 'team.saveSettings', target: { parts } };
  await record({ ...entry, ...(details && { details }) });
}
