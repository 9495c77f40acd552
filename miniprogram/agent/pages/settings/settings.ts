import type { Problem } from '../../../../cloudfunctions/common/protocol/problems';
import { call } from '../../../shared/cloud';
import { failureText } from '../../../shared/screens/failure-text';
import { text } from '../../../shared/text/text';
import { openSession } from '../../session';
import { problemLine } from '../../settings-form';
import { recordsText } from '../../text/records';
import { words } from '../../text/words';

const says = words.settings;

const parts = [
  { url: '/pages/settings-theme/settings-theme', title: says.theme },
  { url: '/pages/settings-service/settings-service', title: says.service },
  { url: '/pages/settings-safety/settings-safety', title: says.safety },
  { url: '/pages/settings-alerts/settings-alerts', title: says.alerts },
  { url: '/pages/settings-records/settings-records', title: recordsText.retention.title },
];

/** What admins may change, and for all who lead, what is wrong with how things are set up. */
Page({
  data: {
    t: { ...says, failed: text.load.failed, retry: text.load.retry },
    parts: [] as typeof parts,
    summary: '',
    problems: [] as ReturnType<typeof problemLine>[],
    isChecking: true,
    failure: '',
  },
  onLoad() {
    void wx.setNavigationBarTitle({ title: says.title });
  },
  async onShow() {
    await this.load();
  },
  async load() {
    this.setData({ isChecking: true, failure: '' });
    try {
      const { me } = await openSession();
      this.setData({ parts: me.role === 'admin' ? parts : [] });
      const { problems } = await call('team', 'checkConfiguration', {});
      this.show(problems);
    } catch (error) {
      this.setData({ failure: failureText(error) });
    }
    this.setData({ isChecking: false });
  },
  show(problems: readonly Problem[]) {
    const summary = problems.length > 0 ? says.problems(problems.length) : says.allRight;
    this.setData({ summary, problems: problems.map(problemLine) });
  },
  open({ currentTarget }: WechatMiniprogram.BaseEvent) {
    void wx.navigateTo({ url: String(currentTarget.dataset['url']) });
  },
});
