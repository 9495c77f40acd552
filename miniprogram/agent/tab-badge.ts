const CONVERSATIONS_TAB = 0;

/** Shows the number of unread messages on the first tab. To be called while a tab page is shown. */
export function showUnread(count: number): void {
  if (count > 0) void wx.setTabBarBadge({ index: CONVERSATIONS_TAB, text: count > 99 ? '99+' : String(count) });
  else void wx.removeTabBarBadge({ index: CONVERSATIONS_TAB });
}
