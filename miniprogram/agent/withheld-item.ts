import type { WithheldMessage } from '../../cloudfunctions/common/protocol/message';
import { savedItem, type Self } from '../shared/chat-items';
import { call } from '../shared/cloud';
import { isFailure } from '../shared/failure';
import { plainContent } from '../shared/format/plain-content';
import { separatorTime } from '../shared/format/time';
import { serverNow } from '../shared/server-time';
import { words } from './text/words';

/** A message that is kept from the other side, as those who may release it see it. */
export type WithheldItem = {
  id: string;
  conversationId: string;
  name: string;
  time: string;
  why: string;
  content: string;
  isPicture: boolean;
  url: string;
};

export function withheldItem({ message, customer, keys }: WithheldMessage, me: Self): WithheldItem {
  const item = savedItem(message, keys, me);
  const { withheld: _, ...readable } = item;
  return {
    id: message.messageId,
    conversationId: message.conversationId,
    name: message.from.name ?? customer.name,
    time: separatorTime(message.sentAt, serverNow()),
    why: message.withheld ? words.withheld.why[message.withheld] : '',
    content: plainContent(readable, 'agent'),
    isPicture: message.kind === 'image',
    url: '',
  };
}

/** The same with links to pictures; without them, when these cannot be had. */
export const withPictures = (items: readonly WithheldItem[]): Promise<WithheldItem[]> =>
  Promise.all(items.map(withLink));

async function withLink(item: WithheldItem): Promise<WithheldItem> {
  if (!item.isPicture) return item;
  try {
    const { conversationId, id } = item;
    const { links } = await call('message', 'links', { conversationId, messageIds: [id] });
    return { ...item, url: links[0]?.url ?? '' };
  } catch (error) {
    if (isFailure(error)) return item;
    throw error;
  }
}
