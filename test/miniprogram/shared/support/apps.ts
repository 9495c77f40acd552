import { jest } from '@jest/globals';
import type { Person } from '../../../../cloudfunctions/common/protocol/documents';
import {
  openChat,
  type Chat,
  type ChatChange,
  type ChatOptions,
  type WindowState,
} from '../../../../miniprogram/shared/chat';
import type { Self } from '../../../../miniprogram/shared/chat-items';
import { startFeed } from '../../../../miniprogram/shared/feed';
import { openOutbox as open, type Outbox } from '../../../../miniprogram/shared/outbox';
import type { ChatItem } from '../../../../miniprogram/shared/chat-item';
import { applied } from './applied';
import { customer, type CloudModel } from './cloud-model';
import { Phone } from './phone';

export type AppOptions = {
  person?: Person;
  conversationId?: string;
  phone?: Phone;
  openOutbox?: () => Promise<Outbox>;
} & Pick<ChatOptions, 'account' | 'audit' | 'hidden' | 'showsTyping'>;

export const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);

/** A chat on the phone it runs on, and what a page that follows every step would show. */
export async function aChat(
  cloud: CloudModel,
  { person = customer, conversationId = 'a', phone = aPhone(cloud, person), openOutbox, ...rest }: AppOptions = {},
) {
  const me: Self = person.role === 'customer' ? { role: 'customer' } : { role: 'agent', id: person.id };
  const outbox = await (openOutbox?.() ?? open(person.id));
  const feed = startFeed({ to: person.to });
  const page = {
    items: [] as ChatItem[],
    resets: 0,
    continued: [] as string[],
    here: [] as boolean[],
    previews: [] as string[],
    windows: [] as WindowState[],
    changes: [] as ChatChange[],
    states: [] as string[],
    typing: [] as boolean[],
    errors: [] as unknown[],
  };
  const chat: Chat = openChat({
    conversationId,
    keys: cloud.keys,
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
    ...rest,
    onHere: ({ isHere }) => page.here.push(isHere),
    onPreview: (text) => page.previews.push(text),
    onWindow: (state) => page.windows.push(state),
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
