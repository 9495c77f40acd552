import type { ChatItem } from '../../../miniprogram/shared/chat-item';
import { insist } from './insist';
import type { SoakPhone } from './phone';

/** Everything a phone shows of a conversation while somebody scrolls from its end to its beginning. */
export async function wholeChat(phone: SoakPhone, conversationId: string): Promise<ChatItem[]> {
  const seen = new Map<string, ChatItem>();
  await phone.act(conversationId, async (screen) => {
    const look = () => screen.items.forEach((item) => seen.set(item.key, item));
    look();
    for (let isMore = true; isMore;) {
      isMore = (await insist(() => screen.chat.loadEarlier())).more;
      look();
    }
  });
  return [...seen.values()].sort((a, b) => (a.seq ?? Infinity) - (b.seq ?? Infinity));
}
