import type { Colleague } from '../../cloudfunctions/common/protocol/team';
import { call } from '../shared/cloud';

const rank = ({ presence }: Colleague): number => ['online', 'busy', 'offline'].indexOf(presence);

/** Who is there first; the caller is not among them. */
export async function fetchColleagues(ownId: string): Promise<Colleague[]> {
  const { agents } = await call('team', 'agents', {});
  return agents.filter(({ id }) => id !== ownId).sort((a, b) => rank(a) - rank(b));
}
