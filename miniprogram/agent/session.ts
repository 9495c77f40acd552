import type { Presence } from '../../cloudfunctions/common/protocol/documents';
import type { Me } from '../../cloudfunctions/common/protocol/team';
import { type Conversations, type ConversationsChange, openConversations } from '../shared/conversations';
import type { Self } from '../shared/chat-items';
import { call } from '../shared/cloud';
import { type Duty, startDuty } from '../shared/duty';
import { type Feed, startFeed } from '../shared/feed';
import { DeliveryMarker } from '../shared/delivery-marker';
import { Drafts } from '../shared/drafts';
import { HereReport } from '../shared/here-report';
import { Hidden } from '../shared/hidden';
import { forgetAccount } from '../shared/sign-out';
import { SelfAudit } from '../shared/self-audit';
import { openOutbox, type Outbox } from '../shared/outbox';
import { failureCode } from '../shared/failure';
import { failureText, showFailure } from '../shared/screens/failure-text';
import { isLookedAt } from '../shared/attention';
import { text } from '../shared/text/text';
import { watchVisibility } from '../shared/visibility';
import { startAlerts } from './alerts';
import { BusinessOptions } from './business-options';
import { followMentions, forgetMentions, Mentions } from './mentions';
import { followNotices } from './notices';
import { followSeals } from './seal-marks';
import { words } from './text/words';
import { WaitingQueue } from './waiting-queue';

export type SessionListener = {
  onConversations?: (change: ConversationsChange) => void;
  onPresence?: (presence: Presence) => void;
  onQueue?: () => void;
};

/** What a signed-in agent's phone holds for as long as the app runs. */
export type Session = {
  me: Me;
  self: Self;
  feed: Feed;
  outbox: Outbox;
  conversations: Conversations;
  /** What was begun in each conversation, and what was deleted on this phone. */
  drafts: Drafts;
  hidden: Hidden;
  audit: SelfAudit;
  /** Colleagues who call into conversations of theirs. */
  mentions: Mentions;
  options: BusinessOptions;
  /** Who waits for an agent. */
  queue: WaitingQueue;
  /** The conversations have been fetched; an empty list is empty then. */
  isListed(): boolean;
  duty: Duty;
  subscribe(listener: SessionListener): () => void;
  close(): void;
};

let session: Promise<Session> | undefined;

const SIGNED_OUT = 'kefu/signed-out';
const BIND = '/pages/bind/bind';

/** Nobody is signed in on this phone until somebody asks for it. */
class SignedOutError extends Error {}

/** Signs in and goes on duty at the first call; when that failed, the next call tries again. */
export async function openSession(): Promise<Session> {
  if (wx.getStorageSync(SIGNED_OUT)) throw new SignedOutError();
  session ??= signIn();
  try {
    return await session;
  } catch (error) {
    session = undefined;
    throw error;
  }
}

/** Goes off duty and leaves nothing on this phone but what is unsent. Rejects, signed in as before, when the cloud could not be told. */
export async function signOut(): Promise<void> {
  const opened = await openSession();
  if (opened.duty.presence() !== 'offline') await opened.duty.set('offline');
  opened.close();
  forgetAccount(opened.me.id);
  forgetMentions(opened.me.id);
  wx.setStorageSync(SIGNED_OUT, true);
  session = undefined;
}

/** From now on one may sign in again. */
export const allowSignIn = (): void => wx.removeStorageSync(SIGNED_OUT);

export type SignInFailure = { icon: string; sentence: string; hint: string; action: string };

/** What a page shows when one could not sign in; nothing when it gives way to where one joins the team. */
export function signInFailure(error: unknown): SignInFailure | undefined {
  const { failed, retry: action } = text.load;
  const { done, doneHint, again } = words.signOut;
  if (error instanceof SignedOutError) return { icon: 'user', sentence: done, hint: doneHint, action: again };
  if (isStranger(error)) return undefined;
  return { icon: 'wifi-off', sentence: failed, hint: failureText(error), action };
}

/** Whoever is not of the team, or not any more, is led to where one joins it. */
function isStranger(error: unknown): boolean {
  if (failureCode(error) !== 'FORBIDDEN') return false;
  void wx.reLaunch({ url: BIND });
  return true;
}

async function signIn(): Promise<Session> {
  const me = await call('team', 'me', {});
  const opened = start(me, await openOutbox(me.id));
  try {
    if (me.presence !== 'busy' && me.role !== 'analyst') await opened.duty.set('online');
    return opened;
  } catch (error) {
    opened.close();
    throw error;
  }
}

function start(me: Me, outbox: Outbox): Session {
  const listeners = new Set<SessionListener>();
  let isListed = false;
  const self: Self = { role: 'agent', id: me.id, name: me.name };
  const feed = startFeed({ to: me.to });
  const conversations = openConversations({
    me: self,
    feed,
    onChange(change) {
      isListed = true;
      listeners.forEach(({ onConversations }) => onConversations?.(change));
    },
    onError: showFailure,
  });
  const duty = startDuty({
    presence: me.presence,
    onChange: (presence) => listeners.forEach(({ onPresence }) => onPresence?.(presence)),
    onError: (error) => (isStranger(error) ? leave() : showFailure(error)),
  });
  const subscribe = (listener: SessionListener) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  const queue = new WaitingQueue(() => listeners.forEach(({ onQueue }) => onQueue?.()));
  const [audit, mentions] = [new SelfAudit(me.id), new Mentions(me.id)];
  const stops = [
    startAlerts({ conversations, subscribe }),
    followMentions({ me, self, feed, conversations, mentions }),
    followNotices({ feed, conversations, subscribe }),
    reportPresence(),
    followSeals(feed, me.id),
  ];
  const marker = new DeliveryMarker({ feed, me: self, isShown: isLookedAt });
  const close = () => {
    stops.forEach((stop) => stop());
    for (const part of [marker, audit, conversations, duty, outbox, feed]) part.close();
  };
  /** Has been taken out of the team: nothing of it stays on this phone. */
  const leave = () => {
    close();
    forgetAccount(me.id);
    session = undefined;
  };
  const own = {
    drafts: new Drafts(me.id),
    hidden: new Hidden(me.id),
    audit,
    mentions,
    queue,
    options: new BusinessOptions(),
  };
  return { me, self, feed, outbox, conversations, ...own, isListed: () => isListed, duty, subscribe, close };
}

/** Customers see whether their agent has the app open. */
function reportPresence(): () => void {
  const report = new HereReport(showFailure);
  report.set(true);
  const unwatch = watchVisibility((isVisible) => report.set(isVisible));
  return () => {
    unwatch();
    report.close();
  };
}
