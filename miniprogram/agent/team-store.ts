import type { Data, Params } from '../../cloudfunctions/common/protocol/action';
import type { Shift } from '../../cloudfunctions/common/protocol/documents';
import type { AgentShift, Invite, Member, team } from '../../cloudfunctions/common/protocol/team';
import { call } from '../shared/cloud';

/** Everybody on the team, and the skills of the rules. */
export const fetchRoster = (): Promise<Data<typeof team.roster>> => call('team', 'roster', {});

export const saveMember = (changes: Params<typeof team.saveAgent>): Promise<null> => call('team', 'saveAgent', changes);

export const deactivateMember = (agentId: string): Promise<null> => call('team', 'deactivate', { agentId });

export const reactivateMember = (agentId: string): Promise<null> => call('team', 'reactivate', { agentId });

/** The invitations that nobody has used yet. */
export const fetchInvites = async (): Promise<Invite[]> => (await call('team', 'invites', {})).invites;

export const makeInvite = (wanted: Params<typeof team.invite>): Promise<Data<typeof team.invite>> =>
  call('team', 'invite', wanted);

export const revokeInvite = (inviteId: string): Promise<null> => call('team', 'revoke', { inviteId });

/** Everybody's shifts, or for an agent their own. */
export const fetchShifts = async (): Promise<AgentShift[]> => (await call('team', 'shifts', {})).shifts;

export const saveShift = (agentId: string, shift: Shift): Promise<null> =>
  call('team', 'saveShift', { agentId, shift });

/** Those who are there first, in the order of their names. */
export const byPresence = (members: readonly Member[]): Member[] => [...members].sort((a, b) => rank(a) - rank(b));

const rank = ({ presence }: Member): number => ['online', 'reachable', 'busy', 'away', 'offline'].indexOf(presence);
