import { isNotes, subjectOf } from '../../cloudfunctions/common/protocol/notes';
import type { FeedDocument, Message } from '../../cloudfunctions/common/protocol/documents';
import { alertPerson } from '../shared/alerts';
import { isLookedAt } from '../shared/attention';
import { isOwn, savedItem } from '../shared/chat-items';
import { call } from '../shared/cloud';
import type { Conversations } from '../shared/conversations';
import { isFailure } from '../shared/failure';
import { plainContent } from '../shared/format/plain-content';
import { forget, store, stored } from '../shared/storage';
import { openConversation } from './navigation';
import type { Session } from './session';
import { words } from './text/words';

/** A colleague has called this agent into a conversation that is not theirs. */
export type Mention = { conversationId: string; by: string; said: string; at: number };

/** `until`: every call up to this time has been taken. */
type Kept = { calls: Mention[]; until: number };

const MOST = 20;

const nameOf = (account: string): string => `mentions/${account}`;

/** The calls of colleagues that were not followed yet; they outlive the app. */
export class Mentions {
  private kept: Kept;
  private readonly listeners = new Set<() => void>();

  constructor(private readonly account: string) {
    this.kept = (stored(nameOf(account)) as Kept | undefined) ?? { calls: [], until: 0 };
  }

  all(): readonly Mention[] {
    return this.kept.calls;
  }

  /** False when it was known before. A later call into the same conversation takes the place of the one before. */
  add(mention: Mention): boolean {
    const { calls, until } = this.kept;
    if (mention.at <= until) return false;
    const others = calls.filter(({ conversationId }) => conversationId !== mention.conversationId);
    this.keep({ calls: [mention, ...others].slice(0, MOST), until: mention.at });
    return true;
  }

  remove(conversationId: string): void {
    this.keep({ ...this.kept, calls: this.kept.calls.filter((call) => call.conversationId !== conversationId) });
  }

  /** Returns how to stop. */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  private keep(kept: Kept): void {
    this.kept = kept;
    store(nameOf(this.account), kept);
    this.listeners.forEach((listener) => listener());
  }
}

export const forgetMentions = (account: string): void => forget(nameOf(account));

type Parts = Pick<Session, 'me' | 'self' | 'feed' | 'conversations' | 'mentions'>;

/** Takes calls out of the feed; the list itself shows those into one's own conversations. Returns how to stop. */
export const followMentions = (session: Parts): (() => void) =>
  session.feed.subscribe({
    onDocuments: (documents) => {
      for (const document of documents) if (mayCall(document, session)) void take(document.message, session);
    },
  });

function mayCall(
  document: FeedDocument<number>,
  { self, conversations }: Parts,
): document is FeedDocument<number> & { type: 'message' } {
  if (document.type !== 'message' || !isNotes(document.conversationId)) return false;
  return !isListed(conversations, subjectOf(document.conversationId)) && !isOwn(document.message.from, self);
}

const isListed = (conversations: Conversations, id: string): boolean =>
  conversations.items().some(({ conversationId }) => conversationId === id);

/** The list may have come meanwhile. */
async function take(message: Message, { me, self, mentions, conversations }: Parts): Promise<void> {
  const conversationId = subjectOf(message.conversationId);
  try {
    const { keys } = await call('conversation', 'notes', { conversationId });
    const item = savedItem(message, keys, self);
    const { body } = item;
    if (isListed(conversations, conversationId) || !body || !('mentions' in body) || !body.mentions?.includes(me.id))
      return;
    const mention = { conversationId, by: item.from.name ?? '', said: plainContent(item, 'agent'), at: item.sentAt };
    if (mentions.add(mention) && !isLookedAt(conversationId)) tell(mention, mentions);
  } catch (error) {
    if (!isFailure(error)) throw error;
  }
}

function tell({ conversationId, by, said }: Mention, mentions: Mentions): void {
  const open = (): void => {
    mentions.remove(conversationId);
    openConversation(conversationId);
  };
  alertPerson({ name: words.mentions.line(by), words: said, open });
}
