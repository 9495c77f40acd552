import type { Theme } from '../../cloudfunctions/common/protocol/settings';
import { type Mode, pageColour, pageStyle } from '../shared/theme';
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

/**
 * Hands over the style of the page that is being opened, now and whenever it changes: with the business, the choice of size,
 * light and dark. The bar above follows. Returns how to stop.
 */
export function followAppearance(show: (style: string) => void): () => void {
  const showNow = () => {
    show(currentStyle());
    paintBar();
  };
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

const currentMode = (): Mode => (wx.getAppBaseInfo().theme === 'dark' ? 'dark' : 'light');

const chosenColours = (): Pick<Theme, Mode> => {
  const { light = {}, dark = {} } = knownBusiness().settings?.theme ?? {};
  return { light, dark };
};

function currentStyle(): string {
  const { fontScale = 1 } = knownBusiness().settings?.theme ?? {};
  const scale = (wx.getAppBaseInfo().fontSizeSetting / STANDARD_SIZE) * fontScale * scales[textSize()];
  return pageStyle(chosenColours(), currentMode(), scale);
}

/** As designed, WeChat paints it by itself. */
function paintBar(): void {
  const [colours, mode] = [chosenColours(), currentMode()];
  if (!colours.light.page && !colours.dark.page) return;
  wx.setNavigationBarColor({
    frontColor: mode === 'dark' ? '#ffffff' : '#000000',
    backgroundColor: pageColour(colours, mode),
    fail: ignore,
  });
}

/** The page may be gone by now. */
const ignore = (): void => undefined;
