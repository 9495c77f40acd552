import { failureText } from '../../../shared/screens/failure-text';
import { alertChoices, type AlertChoices, chooseAlert } from '../../../shared/alert-choices';
import { alertsLeft, askForAlerts } from '../../alert-credits';
import { ring } from '../../../shared/alerts';
import { openSession } from '../../session';
import { words } from '../../text/words';

const says = words.alerts;

const ways: { way: keyof AlertChoices; label: string; hint: string }[] = [
  { way: 'banner', label: says.bannerWay, hint: says.bannerHint },
  { way: 'sound', label: says.sound, hint: says.soundHint },
  { way: 'vibration', label: says.vibration, hint: '' },
];

Page({
  data: {
    t: says,
    ways,
    choices: alertChoices(),
    templates: [] as string[],
    left: '',
    note: '',
    isAsking: false,
  },
  async onLoad() {
    void wx.setNavigationBarTitle({ title: says.title });
    this.setData({ choices: alertChoices() });
    await this.load();
  },
  async load() {
    try {
      const { settings } = (await openSession()).me;
      this.setData({ templates: settings.templates.agent, left: says.left(await alertsLeft()), note: '' });
    } catch (error) {
      this.setData({ note: failureText(error) });
    }
  },
  choose({ currentTarget }: WechatMiniprogram.BaseEvent) {
    const way = currentTarget.dataset['way'] as keyof AlertChoices;
    const choices = chooseAlert(way, !this.data.choices[way]);
    this.setData({ choices });
    if (!choices[way]) return;
    if (way === 'sound') ring();
    if (way === 'vibration') void wx.vibrateShort({ type: 'medium' });
  },
  async ask() {
    this.setData({ isAsking: true, note: '' });
    try {
      const { left, isAnswered } = await askForAlerts(this.data.templates);
      this.setData({ left: says.left(left), note: isAnswered ? '' : says.turnedOff });
    } catch (error) {
      this.setData({ note: failureText(error) });
    }
    this.setData({ isAsking: false });
  },
});
