import type { FeedDocument } from '../../cloudfunctions/common/protocol/documents';
import { alertPerson } from '../shared/alerts';
import { isLookedAt } from '../shared/attention';
import { serverNow } from '../shared/server-time';
import { openConversation } from './navigation';
import type { Session } from './session';
import { words } from './text/words';

/** What the feed tells later than this is over by then. */
const FRESH_MS = 120_000;

type Parts = Pick<Session, 'feed' | 'conversations'>;
type Told = FeedDocument<number> & { type: 'notice' };

/** From now on one is told at once what one should know of. A mention is told of by its note. Returns how to stop. */
export const followNotices = (session: Parts): (() => void) =>
  session.feed.subscribe({
    onDocuments(documents) {
      for (const document of documents)
        if (document.type === 'notice' && document.notice.kind !== 'mention') tell(document, session);
    },
  });

function tell({ conversationId, notice, at }: Told, { conversations }: Parts): void {
  if (serverNow() - at > FRESH_MS) return;
  const row = conversations.items().find((each) => each.conversationId === conversationId);
  const name = row?.customer.name ?? words.notices.somebody;
  const banner = {
    name,
    words: words.notices[notice.kind],
    isNotice: true,
    open: () => openConversation(conversationId),
  };
  if (isLookedAt(conversationId)) alertPerson();
  else alertPerson(banner);
}
