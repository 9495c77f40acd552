import type { PrivateSettings } from '../../../../cloudfunctions/common/protocol/settings';
import { text } from '../../../shared/text/text';
import { loading } from '../../loading';
import { errorAt, linesOf } from '../../settings-form';
import { saving } from '../../settings-page';
import { fetchSettings, saveSettings } from '../../settings-store';
import { words } from '../../text/words';

const says = words.safety;

type OnFailure = PrivateSettings['moderation']['onFailure'];

const chosen: { onFailure: OnFailure } = { onFailure: 'deliver' };

Page({
  data: {
    t: { ...says, ...words.settings, failed: text.load.failed, retry: text.load.retry },
    choices: [
      { value: 'deliver', label: says.deliver },
      { value: 'withhold', label: says.withhold },
    ],
    isOn: false,
    words: '',
    ...chosen,
    error: '',
    isReady: false,
    isSaving: false,
    failure: '',
  },
  settings: undefined as PrivateSettings | undefined,

  async onLoad() {
    void wx.setNavigationBarTitle({ title: words.settings.safety });
    await this.load();
  },
  load() {
    return loading(this, async () => {
      this.settings = (await fetchSettings()).privateSettings;
      const { isOn, words: blocked, onFailure } = this.settings.moderation;
      this.setData({ isOn, onFailure, words: blocked.join('\n'), isReady: true });
    });
  },
  switchOn() {
    this.setData({ isOn: !this.data.isOn });
  },
  typed({ detail }: WechatMiniprogram.CustomEvent<{ text: string }>) {
    this.setData({ words: detail.text, error: '' });
  },
  choose({ currentTarget }: WechatMiniprogram.BaseEvent) {
    this.setData({ onFailure: currentTarget.dataset['value'] as OnFailure });
  },
  async save() {
    if (!this.settings) return;
    const { settings } = this;
    await saving(this, () => this.send(settings));
  },
  async send(settings: PrivateSettings) {
    const { isOn, words: written, onFailure } = this.data;
    const moderation = { isOn, words: linesOf(written), onFailure };
    const saved = await saveSettings({ privateSettings: { ...settings, moderation } });
    this.setData({ error: errorAt(saved.problems, 'moderation') });
    return saved;
  },
});
