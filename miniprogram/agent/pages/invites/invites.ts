import { failureCode } from '../../../shared/failure';
import { confirm } from '../../../shared/screens/confirm';
import { failureText, showFailure } from '../../../shared/screens/failure-text';
import { text } from '../../../shared/text/text';
import { type InviteRow, inviteRow } from '../../invite-row';
import { chosenSkills, rolesFor, type SkillChoice, skillChoices, type StaffRole } from '../../member-form';
import { openSession } from '../../session';
import { fetchInvites, fetchRoster, makeInvite, revokeInvite } from '../../team-store';
import { words } from '../../text/words';

const says = words.invites;
const VALID_HOURS = 48;
const USUAL_CAPACITY = 5;

/** Invite codes: making one, handing it on, and what is still open. */
Page({
  data: {
    t: { ...says, failed: text.load.failed, retry: text.load.retry, loading: text.load.loading },
    valid: says.until(VALID_HOURS),
    code: '',
    inviteId: '',
    rows: [] as InviteRow[],
    role: 'agent',
    roles: [] as StaffRole[],
    skills: [] as SkillChoice[],
    capacity: USUAL_CAPACITY,
    isChoosing: false,
    isMaking: false,
    isReady: false,
    failure: '',
  },

  async onLoad() {
    void wx.setNavigationBarTitle({ title: says.title });
    await this.load();
  },
  async load() {
    this.setData({ failure: '' });
    try {
      const [{ me }, { skills }, invites] = await Promise.all([openSession(), fetchRoster(), fetchInvites()]);
      const names = new Map(skills.map(({ id, name }) => [id, name]));
      this.setData({
        rows: invites.map((invite) => inviteRow(invite, names, Date.now())),
        roles: rolesFor(me.role),
        skills: skillChoices(skills, []),
        isReady: true,
      });
    } catch (error) {
      this.setData({ failure: failureText(error) });
    }
  },

  begin() {
    this.setData({ isChoosing: true });
  },
  cancel() {
    this.setData({ isChoosing: false });
  },
  change({ detail }: WechatMiniprogram.CustomEvent<Record<string, unknown>>) {
    this.setData(detail);
  },
  async make() {
    const { capacity, skills, isMaking } = this.data;
    const role = this.data.role as StaffRole;
    if (isMaking) return;
    this.setData({ isMaking: true });
    try {
      const { code, inviteId } = await makeInvite({
        role,
        capacity,
        skills: role === 'analyst' ? [] : chosenSkills(skills),
      });
      this.setData({ code, inviteId, isChoosing: false });
      await this.load();
    } catch (error) {
      showFailure(error);
    }
    this.setData({ isMaking: false });
  },
  async copy() {
    await wx.setClipboardData({ data: this.data.code });
    void wx.showToast({ title: says.copied, icon: 'none' });
  },
  onShareAppMessage() {
    return { title: says.shareTitle, path: `/pages/bind/bind?code=${this.data.code}` };
  },
  async revoke({ currentTarget }: WechatMiniprogram.BaseEvent) {
    const question = { title: says.confirmRevoke, content: says.revokeHint, yes: says.revoke };
    if (!(await confirm({ ...question, no: words.confirm.cancel }))) return;
    try {
      const inviteId = String(currentTarget.dataset['id']);
      await revokeInvite(inviteId);
      if (inviteId === this.data.inviteId) this.setData({ code: '' });
      void wx.showToast({ title: says.revoked, icon: 'none' });
    } catch (error) {
      if (failureCode(error) === 'TOO_LATE') void wx.showToast({ title: says.used, icon: 'none' });
      else showFailure(error);
    }
    await this.load();
  },
});
