import type { QuickReplyDocument } from '../common/protocol/documents';
import { AppError } from '../common/protocol/errors';
import type { Caller } from '../common/cloud/serve';

/** The owner of what everybody in the team uses. */
export const TEAM = 'team';

/** Whose quick reply it is; what is the team's is for those who look after it. */
export function ownerFor(isTeam: boolean, { id, scope }: Caller): string {
  if (isTeam && scope !== 'all') throw new AppError('FORBIDDEN');
  return isTeam ? TEAM : id;
}

/** A quick reply belongs to its owner by its id: nobody can reach another's by naming it. */
export const documentIdOf = (owner: string, replyId: string): string => `${owner}:${replyId}`;

/** The id phones know; one made by hand has no owner in front. */
export const replyIdOf = ({ _id, owner }: QuickReplyDocument): string =>
  _id.startsWith(`${owner}:`) ? _id.slice(owner.length + 1) : _id;
