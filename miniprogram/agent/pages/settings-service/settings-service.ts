import type { Problem } from '../../../../cloudfunctions/common/protocol/problems';
import type { Hours, Period, Settings } from '../../../../cloudfunctions/common/protocol/settings';
import { text } from '../../../shared/text/text';
import { loading } from '../../loading';
import { dayText, errorAt, linesOf, periodsIn, usualHours } from '../../settings-form';
import { saving } from '../../settings-page';
import { fetchSettings, saveSettings } from '../../settings-store';
import { words } from '../../text/words';

const says = words.service;

/** From Monday, as one says a week; the settings begin with Sunday. */
const WEEK = [1, 2, 3, 4, 5, 6, 0];

type Day = { index: number; label: string; value: string; error: string };

Page({
  data: {
    t: { ...says, ...words.settings, failed: text.load.failed, retry: text.load.retry },
    welcome: '',
    questions: '',
    privacy: '',
    holidays: '',
    typingPreview: false,
    hasHours: false,
    days: [] as Day[],
    errors: {},
    isReady: false,
    isSaving: false,
    failure: '',
  },
  settings: undefined as Settings | undefined,

  async onLoad() {
    void wx.setNavigationBarTitle({ title: words.settings.service });
    await this.load();
  },
  load() {
    return loading(this, async () => {
      this.settings = (await fetchSettings()).settings;
      this.show(this.settings);
    });
  },
  show({ welcome, quickQuestions, typingPreview, hours, privacy }: Settings) {
    const { week, holidays } = hours ?? usualHours();
    this.setData({
      welcome,
      typingPreview,
      questions: quickQuestions.join('\n'),
      privacy: privacy?.text ?? '',
      holidays: holidays.join('\n'),
      hasHours: hours !== undefined,
      days: WEEK.map((index) => dayOf(index, week[index] ?? [])),
      isReady: true,
    });
  },

  typed({ currentTarget, detail }: WechatMiniprogram.CustomEvent<{ text: string }>) {
    const field = String(currentTarget.dataset['field']);
    this.setData({ [field]: detail.text, [`errors.${field}`]: '' });
  },
  typeDay({ currentTarget, detail }: WechatMiniprogram.CustomEvent<{ text: string }>) {
    const place = `days[${Number(currentTarget.dataset['place'])}]`;
    this.setData({ [`${place}.value`]: detail.text, [`${place}.error`]: '' });
  },
  switchPreview() {
    this.setData({ typingPreview: !this.data.typingPreview });
  },
  switchHours() {
    this.setData({ hasHours: !this.data.hasHours });
  },

  async save() {
    const { hasHours } = this.data;
    const days = this.data.days.map((day) => ({ ...day, error: periodsIn(day.value) ? '' : says.badDay }));
    this.setData({ days });
    if (!this.settings || (hasHours && days.some(({ error }) => error))) return;
    const { settings } = this;
    await saving(this, () => this.send(settings));
  },
  async send(settings: Settings) {
    const saved = await saveSettings({ settings: this.changed(settings) });
    this.setData({ errors: errorsOf(saved.problems) });
    return saved;
  },
  changed({ hours, privacy, ...settings }: Settings): Settings {
    const { welcome, questions, typingPreview, hasHours, privacy: words } = this.data;
    return {
      ...settings,
      welcome,
      typingPreview,
      quickQuestions: linesOf(questions),
      ...(hasHours && { hours: this.hours(hours) }),
      ...(words.trim() && { privacy: nextPrivacy(privacy, words.trim()) }),
    };
  },
  hours(before: Hours = usualHours()): Hours {
    const week: Period[][] = [[], [], [], [], [], [], []];
    for (const { index, value } of this.data.days) week[index] = periodsIn(value) ?? [];
    return { ...before, week, holidays: linesOf(this.data.holidays) };
  },
});

const dayOf = (index: number, periods: Period[]): Day => ({
  index,
  label: text.time.weekdays[index] ?? '',
  value: dayText(periods),
  error: '',
});

/** Who has consented to another text is asked again. */
const nextPrivacy = (before: Settings['privacy'], words: string): NonNullable<Settings['privacy']> =>
  before?.text === words ? before : { version: (before?.version ?? 0) + 1, text: words };

const errorsOf = (problems: readonly Problem[]): Record<string, string> => ({
  welcome: errorAt(problems, 'welcome'),
  questions: errorAt(problems, 'quickQuestions'),
  privacy: errorAt(problems, 'privacy'),
  holidays: errorAt(problems, 'hours'),
});
