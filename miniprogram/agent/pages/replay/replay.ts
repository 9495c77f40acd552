import { call } from '../../../shared/cloud';
import { failureText } from '../../../shared/screens/failure-text';
import { serverNow } from '../../../shared/server-time';
import { text } from '../../../shared/text/text';
import { isCalendarDay, yesterdayOf } from '../../calendar';
import { type Shown, shownOf } from '../../replay';
import { edit, editing, setProblems } from '../../rules-editing';
import { loading } from '../../loading';
import { leading } from '../../text/leading';
import { words } from '../../text/words';

const says = leading.replay;

const MOST_SECONDS = 86_400;

/** What a day would have been like by other rules. */
Page({
  data: {
    t: { ...says, failed: text.load.failed, retry: text.load.retry },
    day: '',
    seconds: '60',
    errors: {},
    edited: '',
    shown: null as Shown | null,
    wrong: '',
    isReady: false,
    isRunning: false,
    failure: '',
    runFailure: '',
  },
  untouched: '',

  async onLoad() {
    void wx.setNavigationBarTitle({ title: says.title });
    this.setData({ day: yesterdayOf(serverNow()) });
    await this.load();
  },
  onShow() {
    if (this.data.isReady) this.showEdited();
  },
  load() {
    return loading(this, async () => {
      const { rules } = await call('team', 'rules', {});
      this.untouched = JSON.stringify(rules);
      edit(rules);
      this.setData({ isReady: true });
    });
  },
  showEdited() {
    this.setData({ edited: JSON.stringify(editing().rules) === this.untouched ? '' : says.isEdited });
  },
  typed({ currentTarget, detail }: WechatMiniprogram.CustomEvent<{ text: string }>) {
    const field = String(currentTarget.dataset['field']);
    this.setData({ [field]: detail.text, [`errors.${field}`]: '' });
  },
  openRules() {
    void wx.navigateTo({ url: '/pages/rules/rules?copy=1' });
  },
  async run() {
    const [day, seconds] = [this.data.day.trim(), Number(this.data.seconds)];
    const isTime = Number.isInteger(seconds) && seconds >= 1 && seconds <= MOST_SECONDS;
    const errors = {
      day: isCalendarDay(day) ? '' : words.problems.notDate,
      seconds: isTime ? '' : says.badSeconds,
    };
    this.setData({ errors });
    if (!errors.day && !errors.seconds) await this.replay(day, seconds);
  },
  async replay(day: string, seconds: number) {
    this.setData({ isRunning: true, runFailure: '', wrong: '' });
    try {
      const replayed = await call('report', 'replay', { day, seconds, rules: editing().rules });
      setProblems(replayed.problems);
      const count = replayed.problems.length;
      this.setData({ shown: shownOf(replayed), wrong: count > 0 ? says.wrong(count) : '' });
    } catch (error) {
      this.setData({ shown: null, runFailure: failureText(error) });
    }
    this.setData({ isRunning: false });
  },
});
