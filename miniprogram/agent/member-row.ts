import type { Member } from '../../cloudfunctions/common/protocol/team';
import { separatorTime } from '../shared/format/time';
import { text } from '../shared/text/text';
import { words } from './text/words';

const says = words.team;

/** A member of the team as a row says it; `sign` is what is wanted of them now. */
export type MemberRow = {
  id: string;
  name: string;
  role: string;
  presence: Member['presence'];
  presenceText: string;
  line: string;
  sign: string;
  isMissing: boolean;
  label: string;
};

export function memberRow(member: Member, ownId: string, now: number): MemberRow {
  const { id, name, role, presence } = member;
  const [roleText, presenceText, line] = [text.roles[role], text.presence[presence], lineOf(member, now)];
  const isMissing = member.isOnShift && !isThere(member) && member.deactivatedAt === undefined;
  return {
    id,
    name: id === ownId ? `${name}（${says.me}）` : name,
    role: roleText,
    presence,
    presenceText,
    line,
    sign: isMissing ? says.missing : signOf(member),
    isMissing,
    label: says.label(name, roleText, presenceText, line),
  };
}

const isThere = ({ presence }: Member): boolean => presence !== 'offline' && presence !== 'away';

const signOf = ({ isOnShift, isOnCall }: Member): string => (isOnShift ? says.onShift : isOnCall ? says.onCall : '');

function lineOf({ role, load, capacity, deactivatedAt, isLeaving }: Member, now: number): string {
  if (isLeaving) return says.leaving;
  if (deactivatedAt !== undefined) return words.member.since(separatorTime(deactivatedAt, now));
  return role === 'analyst' ? '' : says.load(load, capacity);
}
