import type { Member } from '../../../../cloudfunctions/common/protocol/team';
import { AppError } from '../../../../cloudfunctions/common/protocol/errors';
import { confirm } from '../../../shared/screens/confirm';
import { failureText, showFailure } from '../../../shared/screens/failure-text';
import { text } from '../../../shared/text/text';
import { changesOf, chosenSkills, rolesFor, type SkillChoice, skillChoices, type StaffRole } from '../../member-form';
import { type MemberRow, memberRow } from '../../member-row';
import { openSession } from '../../session';
import { deactivateMember, fetchRoster, reactivateMember, saveMember } from '../../team-store';
import { words } from '../../text/words';

const says = words.member;

/** One member of the team: what they are and can do, and whether they are of it still. */
Page({
  data: {
    t: { ...says, failed: text.load.failed, retry: text.load.retry, loading: text.load.loading },
    row: undefined as MemberRow | undefined,
    id: '',
    name: '',
    role: 'agent',
    roles: [] as StaffRole[],
    skills: [] as SkillChoice[],
    capacity: 1,
    weight: 1,
    nameError: '',
    canChange: false,
    canLeave: false,
    isActive: true,
    isLeaving: false,
    isSaving: false,
    isEnding: false,
    failure: '',
  },
  member: undefined as Member | undefined,

  async onLoad({ id = '' }) {
    this.setData({ id });
    void wx.setNavigationBarTitle({ title: says.title });
    await this.load();
  },
  async load() {
    this.setData({ failure: '' });
    try {
      const [{ me }, { members, skills }] = await Promise.all([openSession(), fetchRoster()]);
      const member = members.find(({ id }) => id === this.data.id);
      if (!member) throw new AppError('NOT_FOUND');
      this.show(member, skills, me);
    } catch (error) {
      this.setData({ failure: failureText(error) });
    }
  },
  show(member: Member, skills: readonly { id: string; name: string }[], me: { id: string; role: string }) {
    this.member = member;
    const { name, role, capacity, weight, canChange } = member;
    const isOwn = member.id === me.id;
    this.setData({
      row: memberRow(member, me.id, Date.now()),
      name,
      role,
      capacity,
      weight,
      canChange,
      roles: canChange && !isOwn ? rolesFor(me.role) : [role],
      skills: skillChoices(skills, member.skills),
      canLeave: canChange && !isOwn,
      isActive: member.deactivatedAt === undefined,
      isLeaving: member.isLeaving === true,
    });
  },
  openShift() {
    void wx.navigateTo({ url: `/pages/shift/shift?id=${this.data.id}` });
  },

  typeName({ detail }: WechatMiniprogram.CustomEvent<{ text: string }>) {
    this.setData({ name: detail.text, nameError: '' });
  },
  change({ detail }: WechatMiniprogram.CustomEvent<Record<string, unknown>>) {
    this.setData(detail);
  },
  async save() {
    const { id, capacity, weight, skills, isSaving } = this.data;
    const role = this.data.role as StaffRole;
    const name = this.data.name.trim();
    if (name === '') this.setData({ nameError: says.needsName });
    if (!this.member || isSaving || name === '') return;
    const changes = changesOf(this.member, { name, role, capacity, weight, skills: chosenSkills(skills) });
    if (changes) await this.act('isSaving', () => saveMember({ agentId: id, ...changes }), says.saved);
    else void wx.navigateBack();
  },
  async deactivate() {
    const { name, load } = this.member ?? { name: '', load: 0 };
    const question = { title: says.confirmDeactivate(name), content: says.deactivateHint(load) };
    if (!(await confirm({ ...question, yes: says.deactivate, no: words.confirm.cancel }))) return;
    await this.finish();
  },
  /** Also goes on with what was cut off. */
  finish() {
    return this.act('isEnding', () => deactivateMember(this.data.id), says.deactivated);
  },
  reactivate() {
    return this.act('isEnding', () => reactivateMember(this.data.id), says.reactivated);
  },
  /** Does it while the page shows that it does, and shows how things stand then. What was cut off may have been begun. */
  async act(flag: 'isSaving' | 'isEnding', change: () => Promise<null>, done: string) {
    this.setData({ [flag]: true });
    try {
      await change();
      void wx.showToast({ title: done, icon: 'none' });
      await this.load();
    } catch (error) {
      showFailure(error);
      if (flag === 'isEnding') await this.load();
    }
    this.setData({ [flag]: false });
  },
});
