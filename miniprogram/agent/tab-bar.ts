import { text } from '../shared/text/text';
import { leading } from './text/leading';
import { recordsText } from './text/records';

const CONVERSATIONS = 0;
const RECORDS = 1;
const BOARD = 2;
const ME = 3;

/** Names the tabs in the language of the device; app.json can name them in one only. */
export function nameTabs(): void {
  void wx.setTabBarItem({ index: CONVERSATIONS, text: text.conversations.title });
  void wx.setTabBarItem({ index: RECORDS, text: recordsText.records.title });
  void wx.setTabBarItem({ index: BOARD, text: leading.board.title });
  void wx.setTabBarItem({ index: ME, text: text.me.title });
}

/** Shows the number of unread messages on the first tab. To be called while a tab page is shown. */
export function showUnread(count: number): void {
  if (count > 0) void wx.setTabBarBadge({ index: CONVERSATIONS, text: count > 99 ? '99+' : String(count) });
  else void wx.removeTabBarBadge({ index: CONVERSATIONS });
}
