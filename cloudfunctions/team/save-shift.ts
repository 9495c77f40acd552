import type { Checked } from '../common/protocol/action';
import { AppError } from '../common/protocol/errors';
import type { team } from '../common/protocol/team';
import { agents, command } from '../common/cloud/db';
import type { Caller } from '../common/cloud/serve';
import { readShift } from '../common/domain/shifts';
import { managedMember, recordTeamChange } from './managing';

/** Sets when somebody is to be there and is on call, if nothing in it is wrong. */
export async function saveShift({ agentId, shift }: Checked<typeof team.saveShift>, caller: Caller): Promise<null> {
  await managedMember(agentId, caller);
  const { read, findings } = readShift(shift);
  const [wrong] = findings;
  if (wrong) throw new AppError('INVALID_INPUT', `${wrong.path}: ${wrong.code}`);
  await recordTeamChange('saveShift', { agentId }, caller);
  await agents.changeAll({ _id: agentId }, { shift: command.set(read) });
  return null;
}
