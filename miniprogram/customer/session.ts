import { type Conversations, openConversations } from '../shared/conversations';
import { type Feed, startFeed } from '../shared/feed';
import { openOutbox as open, type Outbox } from '../shared/outbox';
import { reopen } from '../shared/reopen';
import { startAlerts } from './alerts';

const ASKED_KEY = 'kefu/has-asked';

let feed: Feed | undefined;
let outbox: Promise<Outbox> | undefined;
let conversations: Conversations | undefined;

const listeners = new Set<() => void>();

/** From now on it is worth listening for answers. */
export function rememberAsking(): void {
  wx.setStorageSync(ASKED_KEY, true);
  followConversations();
}

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

/** Follows what is said to this customer for the rest of this run, on whatever page, as soon as they have ever asked. */
export function followConversations(): void {
  if (!hasAsked() || conversations) return;
  const alerts = startAlerts();
  conversations = openConversations({
    me: { role: 'customer' },
    feed: openFeed(),
    onChange: () => {
      alerts(conversations?.items() ?? []);
      listeners.forEach((listener) => listener());
    },
    onError: (error) => console.error(error),
  });
}

/** Tells how many messages are unread, now and whenever that changes. Returns how to stop. */
export function watchUnread(listener: (unread: number) => void): () => void {
  const tell = () => listener(conversations?.unread() ?? 0);
  listeners.add(tell);
  tell();
  return () => void listeners.delete(tell);
}
