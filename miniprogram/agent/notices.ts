import type { FeedDocument } from '../../cloudfunctions/common/protocol/documents';
import { alertPerson } from '../shared/alerts';
import { isLookedAt } from '../shared/attention';
import { serverNow } from '../shared/server-time';
import { openConversation } from './navigation';
import type { Session } from './session';
import { words } from './text/words';

/** What the feed tells later than this is over by then. */
const FRESH_MS = 120_000;

/** So long a notice waits for its conversation to be in the list, which it is told of at the same moment. */
const PATIENCE_MS = 2000;

type Parts = Pick<Session, 'feed' | 'conversations' | 'subscribe'>;
type Told = FeedDocument<number> & { type: 'notice' };

/** From now on one is told at once what one should know of. A mention is told of by its note. Returns how to stop. */
export const followNotices = (session: Parts): (() => void) =>
  session.feed.subscribe({
    onDocuments(documents) {
      for (const document of documents)
        if (document.type === 'notice' && document.notice.kind !== 'mention') tell(document, session);
    },
  });

function tell(told: Told, session: Parts): void {
  if (serverNow() - told.at > FRESH_MS) return;
  if (nameOf(told, session) !== undefined) return show(told, session);
  const stop = session.subscribe({ onConversations: () => nameOf(told, session) !== undefined && end() });
  const timer = setTimeout(end, PATIENCE_MS);
  function end(): void {
    clearTimeout(timer);
    stop();
    show(told, session);
  }
}

const nameOf = ({ conversationId }: Told, { conversations }: Parts): string | undefined =>
  conversations.items().find((row) => row.conversationId === conversationId)?.customer.name;

function show(told: Told, session: Parts): void {
  const { conversationId, notice } = told;
  const banner = {
    name: nameOf(told, session) ?? words.notices.somebody,
    words: words.notices[notice.kind],
    isNotice: true,
    open: () => openConversation(conversationId),
  };
  if (isLookedAt(conversationId)) alertPerson();
  else alertPerson(banner);
}
