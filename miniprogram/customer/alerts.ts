import { alertPerson, type Banner } from '../shared/alerts';
import { Arrivals } from '../shared/arrivals';
import { isLookedAt } from '../shared/attention';
import type { ConversationRow } from '../shared/conversation-rows';
import { plainContent } from '../shared/format/plain-content';
import { watchVisibility } from '../shared/visibility';
import { words } from './text/words';

/** Answers what is to be told of every list of conversations: the customer sees, hears and feels what comes in them. */
export function startAlerts(): (rows: readonly ConversationRow[]) => void {
  const arrivals = new Arrivals();
  let isVisible = true;
  watchVisibility((now) => (isVisible = now));
  return (rows) => {
    const [news] = arrivals.take(rows).filter(({ unread }) => unread > 0);
    if (news && isVisible) alertPerson(isLookedAt(news.conversationId) ? undefined : bannerOf(news));
  };
}

const bannerOf = ({ agent, last }: ConversationRow): Banner => ({
  name: agent?.name ?? words.banner.name,
  words: last ? plainContent(last, 'customer') : '',
  open: () => void wx.navigateTo({ url: '/kefu/chat/chat' }),
});
