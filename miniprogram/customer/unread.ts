import { call } from '../shared/cloud';

const ASKED_KEY = 'kefu/has-asked';

/** From now on it is worth asking for unread messages. */
export const rememberAsking = (): void => wx.setStorageSync(ASKED_KEY, true);

/** How many messages wait for this customer. One who never asked costs no call. */
export async function countUnread(): Promise<number> {
  if (!wx.getStorageSync(ASKED_KEY)) return 0;
  const { conversations } = await call('conversation', 'list', {});
  return conversations.reduce((sum, { unread }) => sum + unread, 0);
}
