import { alertPerson, type Banner } from '../shared/alerts';
import type { ConversationRow } from '../shared/conversation-rows';
import { plainContent } from '../shared/format/plain-content';
import { text } from '../shared/text/text';
import { watchVisibility } from '../shared/visibility';
import { Arrivals } from '../shared/arrivals';
import { isLookedAt } from '../shared/attention';
import { openConversation } from './navigation';
import type { Session } from './session';

/** From now on the agent sees, hears and feels what comes, as they have chosen. Returns how to stop. */
export function startAlerts(session: Pick<Session, 'conversations' | 'subscribe'>): () => void {
  const arrivals = new Arrivals();
  let isVisible = true;
  const stops = [
    watchVisibility((now) => (isVisible = now)),
    session.subscribe({
      onConversations() {
        const news = arrivals.take(session.conversations.items()).filter((row) => !isLookedAt(row.conversationId));
        if (isVisible) tell(news);
      },
    }),
  ];
  return () => stops.forEach((stop) => stop());
}

/** Many at once make one sound; the banner shows the latest. */
function tell([latest]: readonly ConversationRow[]): void {
  if (latest) alertPerson(bannerOf(latest));
}

const bannerOf = ({ conversationId, customer, last, mentioned }: ConversationRow): Banner => ({
  name: customer.name,
  words:
    (mentioned ? text.conversations.mentioned : '') +
    (last ? plainContent(last, 'agent') : text.conversations.noMessage),
  open: () => openConversation(conversationId),
});
