import { type Feed, startFeed } from '../shared/feed';
import { openOutbox as open, type Outbox } from '../shared/outbox';
import { reopen } from '../shared/reopen';

const ASKED_KEY = 'kefu/has-asked';

let feed: Feed | undefined;
let outbox: Promise<Outbox> | undefined;

/** From now on it is worth listening for answers. */
export const rememberAsking = (): void => wx.setStorageSync(ASKED_KEY, true);

/** Whether this customer has ever asked. One who only looks around costs no call. */
export const hasAsked = (): boolean => Boolean(wx.getStorageSync(ASKED_KEY));

/** The feed of this run of the app; started at the first call. */
export const openFeed = (): Feed => (feed ??= startFeed({ to: '{openid}' }));

/** The outbox of this run of the app; opened at the first call, it sends on whatever page is shown. */
export async function openOutbox(): Promise<Outbox> {
  outbox ??= open('customer', { reopen });
  try {
    return await outbox;
  } catch (error) {
    outbox = undefined;
    throw error;
  }
}
