import type { Me } from '../../cloudfunctions/common/protocol/team';

/** Whether one looks after the team: leads and admins. */
export const leadsTeam = ({ role }: Pick<Me, 'role'>): boolean => role === 'lead' || role === 'admin';

/** Whether one may look into colleagues' conversations and take them over. */
export const leadsOthers = ({ role }: Pick<Me, 'role'>): boolean => role === 'lead';
