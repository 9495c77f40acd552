import { call } from '../../../shared/cloud';
import { failureText } from '../../../shared/screens/failure-text';
import { text } from '../../../shared/text/text';
import { type AgentRow, boardOf, type Fact, type LineRow } from '../../board';
import { configurationBanner } from '../../configuration';
import { openConversation, openQueue } from '../../navigation';
import { openSession } from '../../session';
import { leadsTeam } from '../../staff';
import { leading } from '../../text/leading';

const says = leading.board;

/** How often the board is brought up to date while it is shown. */
const REFRESH_MS = 10_000;

/** The queue, the team and the day as they stand; what can be opened opens. */
Page({
  data: {
    t: { ...says, failed: text.load.failed, retry: text.load.retry, loading: text.load.loading },
    banner: '',
    lines: [] as LineRow[],
    agents: [] as AgentRow[],
    today: [] as Fact[],
    isLead: false,
    isReady: false,
    /** What is shown could not be brought up to date. */
    isStale: false,
    failure: '',
  },
  clock: undefined as ReturnType<typeof setInterval> | undefined,

  onLoad() {
    void wx.setNavigationBarTitle({ title: says.title });
  },
  async onShow() {
    clearInterval(this.clock);
    this.clock = setInterval(() => void this.refresh(), REFRESH_MS);
    await this.load();
  },
  onHide() {
    clearInterval(this.clock);
  },
  onUnload() {
    clearInterval(this.clock);
  },
  async load() {
    this.setData({ failure: '' });
    await this.refresh();
    await this.showBanner();
  },
  async refresh() {
    try {
      const { me } = await openSession();
      this.setData({ ...boardOf(await call('report', 'live', {})), isReady: true, isStale: false, failure: '' });
      this.setData({ isLead: leadsTeam(me) });
    } catch (error) {
      this.setData(this.data.isReady ? { isStale: true } : { failure: failureText(error) });
    }
  },
  async showBanner() {
    if (this.data.isReady) this.setData({ banner: await configurationBanner((await openSession()).me) });
  },
  openQueue,
  openWaiting({ currentTarget }: WechatMiniprogram.BaseEvent) {
    const id = String(currentTarget.dataset['id']);
    if (id) openConversation(id);
  },
  openReplay() {
    void wx.navigateTo({ url: '/pages/replay/replay' });
  },
});
