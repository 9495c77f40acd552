import { jest } from '@jest/globals';
import { openChat, type Chat, type ChatChange } from '../../../../miniprogram/shared/chat';
import type { Self } from '../../../../miniprogram/shared/chat-items';
import { startFeed } from '../../../../miniprogram/shared/feed';
import { openOutbox as open } from '../../../../miniprogram/shared/outbox';
import type { ChatItem } from '../../../../miniprogram/shared/chat-item';
import { applied } from './applied';
import { customer, streamKeys, type CloudModel } from './cloud-model';
import { Phone } from './phone';

export const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);

/** A chat on the phone it runs on, and what a page that follows every step would show. */
export async function aChat(
  cloud: CloudModel,
  { person = customer, conversationId = 'a', phone = aPhone(cloud), openOutbox = () => open(person.id) } = {},
) {
  const me: Self = person.role === 'customer' ? { role: 'customer' } : { role: 'agent', id: person.id };
  const outbox = await openOutbox();
  const feed = startFeed({ to: person.to });
  const page = {
    items: [] as ChatItem[],
    resets: 0,
    continued: [] as string[],
    changes: [] as ChatChange[],
    states: [] as string[],
    typing: [] as boolean[],
    errors: [] as unknown[],
  };
  const chat: Chat = openChat({
    conversationId,
    keys: streamKeys,
    me,
    state: { status: 'active' },
    feed,
    outbox,
    onChange: (change) => {
      page.changes.push(change);
      page.items = applied(page.items, change);
      if (change.kind === 'reset') page.resets += 1;
    },
    onState: ({ status }) => page.states.push(status),
    onContinued: (id) => page.continued.push(id),
    onTyping: (isTyping) => page.typing.push(isTyping),
    onError: (error) => page.errors.push(error),
  });
  page.items = [...chat.items()];
  return { chat, outbox, feed, page, phone };
}

function aPhone(cloud: CloudModel, person = customer): Phone {
  const phone = new Phone(cloud, person);
  phone.install();
  return phone;
}
