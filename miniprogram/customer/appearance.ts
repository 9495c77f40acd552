import { type Mode, pageStyle } from '../shared/theme';
import { knownBusiness, watchBusiness } from './business';

/** How large this person wants to read, beyond what WeChat and the business are set to. */
export type TextSize = keyof typeof scales;

const scales = { standard: 1, large: 1.25, huge: 1.5 };

export const textSizes = Object.keys(scales) as TextSize[];

const KEY = 'kefu/text-size';

/** WeChat's own standard size of text, in pixels. */
const STANDARD_SIZE = 16;

const listeners = new Set<() => void>();

export const textSize = (): TextSize => wx.getStorageSync<TextSize | ''>(KEY) || 'standard';

export function chooseTextSize(size: TextSize): void {
  wx.setStorageSync(KEY, size);
  listeners.forEach((listener) => listener());
}

/** Hands over the page's style now and whenever it changes: with the business, the choice of size, light and dark. Returns how to stop. */
export function followAppearance(show: (style: string) => void): () => void {
  const showNow = () => show(currentStyle());
  const stopWatching = watchBusiness(showNow);
  listeners.add(showNow);
  wx.onThemeChange(showNow);
  showNow();
  return () => {
    stopWatching();
    listeners.delete(showNow);
    wx.offThemeChange(showNow);
  };
}

function currentStyle(): string {
  const { theme, fontSizeSetting } = wx.getAppBaseInfo();
  const mode: Mode = theme === 'dark' ? 'dark' : 'light';
  const { light = {}, dark = {}, fontScale = 1 } = knownBusiness().settings?.theme ?? {};
  const scale = (fontSizeSetting / STANDARD_SIZE) * fontScale * scales[textSize()];
  return pageStyle({ light, dark }, mode, scale);
}
