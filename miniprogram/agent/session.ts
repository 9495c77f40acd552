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
import { SelfAudit } from '../shared/self-audit';
import { openOutbox, type Outbox } from '../shared/outbox';
import { failureCode } from '../shared/failure';
import { failureText, showFailure } from '../shared/screens/failure-text';
import { isLookedAt } from '../shared/attention';
import { text } from '../shared/text/text';
import { watchVisibility } from '../shared/visibility';
import { startAlerts } from './alerts';
import { followMentions, Mentions } from './mentions';

export type SessionListener = {
  onConversations?: (change: ConversationsChange) => void;
  onPresence?: (presence: Presence) => void;
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
  /** The conversations have been fetched; an empty list is empty then. */
  isListed(): boolean;
  duty: Duty;
  subscribe(listener: SessionListener): () => void;
  close(): void;
};

let session: Promise<Session> | undefined;

/** Signs in and goes on duty at the first call; when that failed, the next call tries again. */
export async function openSession(): Promise<Session> {
  session ??= signIn();
  try {
    return await session;
  } catch (error) {
    session = undefined;
    throw error;
  }
}

/** What a page shows when one could not sign in. */
export function signInFailure(error: unknown): { icon: string; sentence: string; hint: string } {
  const { failed, notStaff, notStaffHint } = text.load;
  if (failureCode(error) === 'FORBIDDEN') return { icon: 'user-locked', sentence: notStaff, hint: notStaffHint };
  return { icon: 'wifi-off', sentence: failed, hint: failureText(error) };
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
    onError: showFailure,
  });
  const subscribe = (listener: SessionListener) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  const [audit, mentions] = [new SelfAudit(me.id), new Mentions(me.id)];
  const stops = [
    startAlerts({ conversations, subscribe }),
    followMentions({ me, self, feed, conversations, mentions }),
    reportPresence(),
  ];
  const marker = new DeliveryMarker({ feed, me: self, isShown: isLookedAt });
  const close = () => {
    stops.forEach((stop) => stop());
    for (const part of [marker, audit, conversations, duty, outbox, feed]) part.close();
  };
  const own = { drafts: new Drafts(me.id), hidden: new Hidden(me.id), audit, mentions };
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
