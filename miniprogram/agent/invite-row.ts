import type { Invite } from '../../cloudfunctions/common/protocol/team';
import { text } from '../shared/text/text';
import { words } from './text/words';

const HOUR_MS = 3_600_000;

const says = words.invites;

/** An invitation as a row says it. */
export type InviteRow = { id: string; title: string; line: string };

export function inviteRow(invite: Invite, names: ReadonlyMap<string, string>, now: number): InviteRow {
  const { inviteId: id, role, skills, by, expiresAt } = invite;
  const what = skills.map((skill) => names.get(skill) ?? skill).join(' ') || says.anySkill;
  const left = says.hours(Math.floor((expiresAt - now) / HOUR_MS));
  return {
    id,
    title: role === 'analyst' ? text.roles[role] : `${text.roles[role]} · ${what}`,
    line: says.line(by, left),
  };
}
