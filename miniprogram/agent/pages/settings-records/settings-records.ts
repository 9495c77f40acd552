import type { PrivateSettings, Retention } from '../../../../cloudfunctions/common/protocol/settings';
import { confirm } from '../../../shared/screens/confirm';
import { text } from '../../../shared/text/text';
import { loading } from '../../loading';
import { fieldsOf, isShorter, retentionIn, type RetentionField } from '../../retention-form';
import { errorAt } from '../../settings-form';
import { saving } from '../../settings-page';
import { fetchSettings, saveSettings } from '../../settings-store';
import { recordsText } from '../../text/records';
import { words } from '../../text/words';

const says = recordsText.retention;

/** For how long records are kept, each kind by itself. */
Page({
  data: {
    t: { ...says, save: words.settings.save, failed: text.load.failed, retry: text.load.retry },
    fields: [] as RetentionField[],
    isReady: false,
    isSaving: false,
    failure: '',
  },
  settings: undefined as PrivateSettings | undefined,

  async onLoad() {
    void wx.setNavigationBarTitle({ title: says.title });
    await this.load();
  },
  load() {
    return loading(this, async () => {
      this.settings = (await fetchSettings()).privateSettings;
      this.setData({ fields: fieldsOf(this.settings.retention), isReady: true });
    });
  },
  typed({ currentTarget, detail }: WechatMiniprogram.CustomEvent<{ text: string }>) {
    const index = Number(currentTarget.dataset['index']);
    this.setData({ [`fields[${index}].value`]: detail.text, [`fields[${index}].error`]: '' });
  },
  async save() {
    const { settings } = this;
    if (!settings) return;
    const retention = retentionIn(this.data.fields);
    if (isShorter(retention, settings.retention) && !(await this.isSure())) return;
    await saving(this, () => this.send(settings, retention));
  },
  isSure: () =>
    confirm({ title: says.confirm, content: says.confirmHint, yes: says.confirmYes, no: words.confirm.cancel }),
  async send(settings: PrivateSettings, retention: Retention) {
    const saved = await saveSettings({ privateSettings: { ...settings, retention } });
    if (saved.isSaved) this.settings = { ...settings, retention };
    const fields = this.data.fields.map((field) => ({
      ...field,
      error: errorAt(saved.problems, `retention.${field.kind}`),
    }));
    this.setData({ fields });
    return saved;
  },
});
