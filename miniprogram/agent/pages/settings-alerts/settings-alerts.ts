import type { Problem } from '../../../../cloudfunctions/common/protocol/problems';
import { call } from '../../../shared/cloud';
import { text } from '../../../shared/text/text';
import { loading } from '../../loading';
import { errorAt, linesOf } from '../../settings-form';
import { saving } from '../../settings-page';
import { type AllSettings, fetchSettings, saveSettings } from '../../settings-store';
import { words } from '../../text/words';

const says = words.duty;

Page({
  data: {
    t: { ...says, ...words.settings, failed: text.load.failed, retry: text.load.retry },
    quietFrom: '',
    quietTo: '',
    urgentWords: '',
    robotUrl: '',
    customerTemplates: '',
    agentTemplates: '',
    people: [] as { id: string; name: string; isOnCall: boolean }[],
    errors: {},
    isReady: false,
    isSaving: false,
    failure: '',
  },
  all: undefined as AllSettings | undefined,

  async onLoad() {
    void wx.setNavigationBarTitle({ title: words.settings.alerts });
    await this.load();
  },
  load() {
    return loading(this, async () => {
      const [all, { agents }] = await Promise.all([fetchSettings(), call('team', 'agents', {})]);
      this.all = all;
      this.show(all);
      const onCall = new Set(all.privateSettings.alerts.onCall);
      this.setData({ people: agents.map(({ id, name }) => ({ id, name, isOnCall: onCall.has(id) })), isReady: true });
    });
  },
  show({ settings: { templates }, privateSettings: { alerts } }: AllSettings) {
    this.setData({
      quietFrom: alerts.quiet?.from ?? '',
      quietTo: alerts.quiet?.to ?? '',
      urgentWords: alerts.urgentWords.join('\n'),
      robotUrl: alerts.robotUrl ?? '',
      customerTemplates: templates.customer.join('\n'),
      agentTemplates: templates.agent.join('\n'),
    });
  },
  typed({ currentTarget, detail }: WechatMiniprogram.CustomEvent<{ text: string }>) {
    const field = String(currentTarget.dataset['field']);
    this.setData({ [field]: detail.text, [`errors.${field}`]: '' });
  },
  switchOnCall({ currentTarget }: WechatMiniprogram.BaseEvent) {
    const index = Number(currentTarget.dataset['index']);
    this.setData({ [`people[${index}].isOnCall`]: !this.data.people[index]?.isOnCall });
  },

  async save() {
    const { quietFrom, quietTo } = this.data;
    if (Boolean(quietFrom.trim()) !== Boolean(quietTo.trim())) this.setData({ 'errors.quietTo': says.bothTimes });
    else if (this.all) await this.saveAll(this.all);
  },
  async saveAll(all: AllSettings) {
    await saving(this, () => this.send(all));
  },
  async send(all: AllSettings) {
    const saved = await saveSettings(this.changed(all));
    this.setData({ errors: errorsOf(saved.problems) });
    return saved;
  },
  changed({ settings, privateSettings }: AllSettings): AllSettings {
    const { quietFrom, quietTo, urgentWords, robotUrl, customerTemplates, agentTemplates, people } = this.data;
    const [from, to, url] = [quietFrom.trim(), quietTo.trim(), robotUrl.trim()];
    const alerts = {
      texts: privateSettings.alerts.texts,
      onCall: people.filter(({ isOnCall }) => isOnCall).map(({ id }) => id),
      urgentWords: linesOf(urgentWords),
      ...(from && { quiet: { from, to } }),
      ...(url && { robotUrl: url }),
    };
    const templates = { customer: linesOf(customerTemplates), agent: linesOf(agentTemplates) };
    return { settings: { ...settings, templates }, privateSettings: { ...privateSettings, alerts } };
  },
});

const errorsOf = (problems: readonly Problem[]): Record<string, string> => ({
  quietFrom: errorAt(problems, 'alerts.quiet.from'),
  quietTo: errorAt(problems, 'alerts.quiet.to'),
  urgentWords: errorAt(problems, 'alerts.urgentWords'),
  robotUrl: errorAt(problems, 'alerts.robotUrl'),
  customerTemplates: errorAt(problems, 'templates.customer'),
  agentTemplates: errorAt(problems, 'templates.agent'),
});
