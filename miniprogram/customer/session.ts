import { isLookedAt } from '../shared/attention';
import { type Conversations, openConversations } from '../shared/conversations';
import { DeliveryMarker } from '../shared/delivery-marker';
import { type Feed, startFeed } from '../shared/feed';
import { openOutbox as open, type Outbox } from '../shared/outbox';
import { reopen } from '../shared/reopen';
import { SelfAudit } from '../shared/self-audit';
import { startAlerts } from './alerts';

const ASKED_KEY = 'kefu/has-asked';

let feed: Feed | undefined;
let outbox: Promise<Outbox> | undefined;
let followed: { conversations: Conversations; marker: DeliveryMarker } | undefined;
let audit: SelfAudit | undefined;

const listeners = new Set<() => void>();

/** From now on it is worth listening for answers. */
export function rememberAsking(): void {
  wx.setStorageSync(ASKED_KEY, true);
  followConversations();
}

/** Whether this customer has ever asked. One who only looks around costs no call. */
export const hasAsked = (): boolean => Boolean(wx.getStorageSync(ASKED_KEY));

/** What this phone found when it compared what it showed with what there was to show. */
export const selfAudit = (): SelfAudit => (audit ??= new SelfAudit('customer'));

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
  if (!hasAsked() || followed) return;
  const [alerts, feed, me] = [startAlerts(), openFeed(), { role: 'customer' } as const];
  const conversations = openConversations({
    me,
    feed,
    onChange: () => {
      alerts(conversations.items());
      listeners.forEach((listener) => listener());
    },
    onError: (error) => console.error(error),
  });
  followed = { conversations, marker: new DeliveryMarker({ feed, me, isShown: isLookedAt }) };
}

/** Tells how many messages are unread, now and whenever that changes. Returns how to stop. */
export function watchUnread(listener: (unread: number) => void): () => void {
  const tell = () => listener(followed?.conversations.unread() ?? 0);
  listeners.add(tell);
  tell();
  return () => void listeners.delete(tell);
}
