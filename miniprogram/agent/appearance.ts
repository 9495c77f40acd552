/** The size of text, in px, that WeChat calls standard. */
const STANDARD_SIZE = 17;

/** Beyond that a chat has no room for words. */
const MOST_SCALE = 1.6;

/** The style of pages with chats: text as large as WeChat is set to. */
export function pageStyle(size: number = wx.getAppBaseInfo().fontSizeSetting ?? STANDARD_SIZE): string {
  const scale = Math.min(MOST_SCALE, Math.max(0.8, size / STANDARD_SIZE));
  return `--kefu-font-scale: ${Math.round(scale * 100) / 100}`;
}
