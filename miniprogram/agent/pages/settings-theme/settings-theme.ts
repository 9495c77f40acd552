import type { Settings } from '../../../../cloudfunctions/common/protocol/settings';
import { text } from '../../../shared/text/text';
import { type Mode, pageStyle } from '../../../shared/theme';
import { loading } from '../../loading';
import { errorAt } from '../../settings-form';
import { saving } from '../../settings-page';
import { fetchSettings, saveSettings } from '../../settings-store';
import { chosenOnly, type ColourName, colourWarnings, designed } from '../../theme-form';
import { words } from '../../text/words';

const says = words.theme;

const names: ColourName[] = ['brand', 'own', 'ownText', 'other', 'otherText', 'page'];

/** Colours that go together with what is designed. */
const palette = [
  '#06843f',
  '#0b6bcb',
  '#c2410c',
  '#b4234c',
  '#6d3fc0',
  '#191919',
  '#ffffff',
  '#95ec69',
  '#bfe3ff',
  '#ffe2b8',
];

/** The side that is shown, and the colour that the palette changes. */
const chosen: { mode: Mode; current: ColourName } = { mode: 'light', current: 'brand' };

Page({
  data: {
    t: { ...says, ...words.settings, failed: text.load.failed, retry: text.load.retry },
    palette,
    ...chosen,
    rows: [] as { name: ColourName; label: string; value: string; shown: string; warning: string }[],
    fontScale: 1,
    avatar: '',
    avatarError: '',
    style: '',
    isReady: false,
    isSaving: false,
    failure: '',
  },
  settings: undefined as Settings | undefined,

  async onLoad() {
    void wx.setNavigationBarTitle({ title: words.settings.theme });
    await this.load();
  },
  load() {
    return loading(this, async () => {
      this.settings = (await fetchSettings()).settings;
      const { fontScale, avatar = '' } = this.settings.theme;
      this.setData({ fontScale, avatar, isReady: true });
      this.show();
    });
  },
  show() {
    if (!this.settings) return;
    const { theme } = this.settings;
    const { mode, fontScale } = this.data;
    const warnings = colourWarnings(theme[mode], mode);
    const rows = names.map((name) => ({
      name,
      label: says.colours[name],
      value: theme[mode][name] ?? '',
      shown: theme[mode][name] || designed[mode][name],
      warning: warnings[name] ?? '',
    }));
    this.setData({ rows, style: `${designedStyle(mode)}; ${pageStyle(theme, mode, fontScale)}` });
  },
  setColour(name: ColourName, value: string) {
    if (!this.settings) return;
    this.settings.theme[this.data.mode][name] = value.trim();
    this.show();
  },

  chooseMode({ currentTarget }: WechatMiniprogram.BaseEvent) {
    this.setData({ mode: currentTarget.dataset['mode'] as Mode });
    this.show();
  },
  typed({ currentTarget, detail }: WechatMiniprogram.CustomEvent<{ text: string }>) {
    const current = currentTarget.dataset['name'] as ColourName;
    this.setData({ current });
    this.setColour(current, detail.text);
  },
  chooseRow({ currentTarget }: WechatMiniprogram.BaseEvent) {
    this.setData({ current: currentTarget.dataset['name'] as ColourName });
  },
  chooseColour({ currentTarget }: WechatMiniprogram.BaseEvent) {
    this.setColour(this.data.current, String(currentTarget.dataset['colour']));
  },
  chooseScale({ currentTarget }: WechatMiniprogram.BaseEvent) {
    this.setData({ fontScale: Number(currentTarget.dataset['value']) });
    this.show();
  },
  typeAvatar({ detail }: WechatMiniprogram.CustomEvent<{ text: string }>) {
    this.setData({ avatar: detail.text.trim(), avatarError: '' });
  },

  async save() {
    if (!this.settings) return;
    const { settings } = this;
    await saving(this, () => this.send(settings));
  },
  async send(settings: Settings) {
    const { fontScale, avatar } = this.data;
    const { avatar: _, light, dark, ...theme } = settings.theme;
    const changed = {
      ...theme,
      light: chosenOnly(light),
      dark: chosenOnly(dark),
      fontScale,
      ...(avatar && { avatar }),
    };
    const saved = await saveSettings({ settings: { ...settings, theme: changed } });
    this.setData({ avatarError: errorAt(saved.problems, 'theme.avatar') });
    return saved;
  },
});

/** The preview shows the other mode, too: it says all of the designed colours itself. */
const designedStyle = (mode: Mode): string => {
  const { brand, own, ownText, other, otherText, page } = designed[mode];
  const onBrand = mode === 'light' ? '#ffffff' : '#111111';
  const all = { brand, own, 'own-text': ownText, other, 'other-text': otherText, page, 'on-brand': onBrand };
  return Object.entries(all)
    .map(([name, value]) => `--kefu-${name}: ${value}`)
    .join('; ');
};
