import type { AgentShift } from '../../../../cloudfunctions/common/protocol/team';
import { failureText } from '../../../shared/screens/failure-text';
import { text } from '../../../shared/text/text';
import { weekText } from '../../shift-form';
import { fetchShifts } from '../../team-store';
import { words } from '../../text/words';

type Row = { id: string; name: string; role: string; week: string };

/** When everybody is to be there. */
Page({
  data: {
    t: { ...words.shift, failed: text.load.failed, retry: text.load.retry, loading: text.load.loading },
    rows: [] as Row[],
    isReady: false,
    failure: '',
  },

  onLoad() {
    void wx.setNavigationBarTitle({ title: words.shift.title });
  },
  async onShow() {
    await this.load();
  },
  async load() {
    this.setData({ failure: '' });
    try {
      const shifts = await fetchShifts();
      this.setData({ rows: shifts.filter(({ role }) => role !== 'analyst').map(rowOf), isReady: true });
    } catch (error) {
      this.setData({ failure: failureText(error) });
    }
  },
  open({ currentTarget }: WechatMiniprogram.BaseEvent) {
    void wx.navigateTo({ url: `/pages/shift/shift?id=${String(currentTarget.dataset['id'])}` });
  },
});

const rowOf = ({ agentId, name, role, shift }: AgentShift): Row => ({
  id: agentId,
  name,
  role: text.roles[role],
  week: weekText(shift.week),
});
