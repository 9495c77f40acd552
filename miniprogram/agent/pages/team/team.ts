import type { Member } from '../../../../cloudfunctions/common/protocol/team';
import { failureText } from '../../../shared/screens/failure-text';
import { text } from '../../../shared/text/text';
import { type MemberRow, memberRow } from '../../member-row';
import { openSession } from '../../session';
import { byPresence, fetchRoster } from '../../team-store';
import { words } from '../../text/words';

const says = words.team;

/** Who is on the team, whether they are there, and how much they have to do. */
Page({
  data: {
    t: { ...says, failed: text.load.failed, retry: text.load.retry, loading: text.load.loading },
    members: [] as MemberRow[],
    left: [] as MemberRow[],
    heading: '',
    isReady: false,
    failure: '',
  },

  onLoad() {
    void wx.setNavigationBarTitle({ title: says.title });
  },
  async onShow() {
    await this.load();
  },
  async load() {
    this.setData({ failure: '' });
    try {
      const [{ me }, { members }] = await Promise.all([openSession(), fetchRoster()]);
      this.show(members, me.id);
    } catch (error) {
      this.setData({ failure: failureText(error) });
    }
  },
  show(all: readonly Member[], ownId: string) {
    const rowsOf = (members: readonly Member[]) => members.map((member) => memberRow(member, ownId, Date.now()));
    const members = byPresence(all.filter(({ deactivatedAt }) => deactivatedAt === undefined));
    const left = all.filter(({ deactivatedAt }) => deactivatedAt !== undefined);
    this.setData({
      members: rowsOf(members),
      left: rowsOf(left),
      heading: says.members(members.length),
      isReady: true,
    });
  },
  openMember({ currentTarget }: WechatMiniprogram.BaseEvent) {
    void wx.navigateTo({ url: `/pages/member/member?id=${String(currentTarget.dataset['id'])}` });
  },
  openInvites() {
    void wx.navigateTo({ url: '/pages/invites/invites' });
  },
  openShifts() {
    void wx.navigateTo({ url: '/pages/shifts/shifts' });
  },
});
