import type { Shift } from '../../../../cloudfunctions/common/protocol/documents';
import type { Person } from '../../../../cloudfunctions/common/protocol/documents';
import type { Reply } from '../../../../cloudfunctions/common/protocol/errors';
import type { AgentShift, Invite, Member } from '../../../../cloudfunctions/common/protocol/team';
import { refusal } from '../../shared/support/cloud-model';
import { TeamCloud } from './team-cloud';

type Asked = { action: string; [name: string]: unknown };

/** An agent off duty with room for five. */
export const aMember = (given: Partial<Member> = {}): Member => ({
  id: 'agent-1',
  name: '小林',
  role: 'agent',
  skills: [],
  capacity: 5,
  weight: 1,
  presence: 'offline',
  load: 0,
  isOnShift: false,
  isOnCall: false,
  canChange: true,
  ...given,
});

const CODE = '7KQ2M-9XTFA';
const noWeek = () => Array.from({ length: 7 }, () => []);

/** The cloud as those meet it who look after the team, and those who are not of it yet. */
export class StaffCloud extends TeamCloud {
  members: Member[] = [aMember()];
  shifts = new Map<string, Shift>();
  invites: Invite[] = [];
  isStranger = false;
  private readonly requests: Asked[] = [];

  /** What was asked of `team`, by action. */
  asked(action: string): object[] {
    return this.requests.filter((one) => one.action === action).map(({ action: _, ...params }) => params);
  }

  override answer(person: Person, name: string, data: Asked): Reply<unknown> {
    if (name === 'team') this.requests.push(data);
    if (name === 'team' && data.action === 'bind') return this.bind(data, person);
    if (this.isStranger) return refusal('FORBIDDEN');
    return super.answer(person, name, data);
  }

  private bind(data: Asked, person: Person): Reply<unknown> {
    const code = String(data['inviteCode']).toUpperCase().replace(' ', '-');
    if (code !== CODE) return refusal('WRONG_CODE');
    this.isStranger = false;
    return super.answer(person, 'team', { action: 'me' });
  }

  protected override desk(action: string, data: Asked): unknown {
    switch (action) {
      case 'team.roster':
        return { members: this.members, skills: [{ id: 'technical', name: '技术' }] };
      case 'team.saveAgent':
        return this.change(data, data as Partial<Member>);
      case 'team.deactivate':
        return this.change(data, { deactivatedAt: 1 });
      case 'team.reactivate':
        return this.change(data, {});
      case 'team.invites':
        return { invites: this.invites };
      case 'team.invite':
        return this.invite(data as unknown as Invite);
      case 'team.revoke':
        this.invites = this.invites.filter(({ inviteId }) => inviteId !== data['inviteId']);
        return null;
      case 'team.shifts':
        return { shifts: this.members.map((member) => this.shiftOf(member)) };
      case 'team.saveShift':
        this.shifts.set(String(data['agentId']), data['shift'] as Shift);
        return null;
      default:
        return super.desk(action, data);
    }
  }

  private change({ agentId }: Asked, changes: Partial<Member>): null {
    this.members = this.members.map((member) => {
      if (member.id !== agentId) return member;
      const { deactivatedAt: _, isLeaving: __, ...rest } = member;
      return { ...rest, ...changes };
    });
    return null;
  }

  private invite({ role, skills, capacity }: Invite): object {
    const expiresAt = Date.now() + 48 * 3_600_000;
    const inviteId = `invite-${this.invites.length}`;
    this.invites = [
      ...this.invites,
      { inviteId, role, skills, capacity, by: '小林', createdAt: Date.now(), expiresAt },
    ];
    return { inviteId, code: CODE, expiresAt };
  }

  private shiftOf({ id: agentId, name, role }: Member): AgentShift {
    const shift = this.shifts.get(agentId) ?? { week: noWeek(), onCall: noWeek() };
    return { agentId, name, role, shift, canChange: this.role !== 'agent' };
  }
}
