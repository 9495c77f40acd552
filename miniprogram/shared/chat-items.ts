import type { Author, Body, Message, StreamKey, SystemBody } from '../../cloudfunctions/common/protocol/documents';
import type { ChatItem, SavedItem } from './chat-item';
import { decrypt } from './cipher';
import { type LocalMedia, localMedia } from './local-media';
import type { Receipt } from './outbox';
import type { OutboxEntry } from './outbox-entries';
import { wholeBody } from './outgoing';
import { toServerTime } from './server-time';

/** Whose phone this is. A conversation has one customer, so customers need no id. */
export type Self = { role: 'customer' } | { role: 'agent'; id: string; name?: string };

/** One's own name on a message that the cloud has not seen yet. */
export const selfAuthor = (me: Self): Author => (me.role === 'agent' ? me : { role: 'customer', id: '' });

export const isOwn = (from: Author, me: Self): boolean =>
  from.role === me.role && (me.role === 'customer' || from.id === me.id);

/** What a message says; undefined when it cannot be verified. */
export function openBody(keys: readonly StreamKey[], { body, messageId }: Message): Body | SystemBody | undefined {
  const text = decrypt(keys, body, messageId);
  return text === undefined ? undefined : (JSON.parse(text) as Body | SystemBody);
}

/** A message as the cloud tells it. One's own keeps the key it had while it was on its way, and its files on this phone. */
export function savedItem(message: Message, keys: readonly StreamKey[], me: Self): SavedItem {
  const { messageId, conversationId, clientId, seq, from, sentAt, replyTo, withheld, isMasked } = message;
  const own = isOwn(from, me);
  const local = own ? localMedia(clientId) : undefined;
  return {
    key: own ? clientId : messageId,
    conversationId,
    messageId,
    seq,
    from,
    own,
    ...contentOf(message, keys),
    sentAt,
    state: 'sent',
    ...(local && { local }),
    ...(replyTo && { replyTo }),
    ...(withheld && { withheld }),
    ...(isMasked && { isMasked }),
  };
}

/** One's own message as its receipt tells it. */
export const sentItem = (entry: OutboxEntry, receipt: Receipt, me: Self): SavedItem => ({
  ...unsentItem(entry, localMedia(entry.clientId), me),
  ...receipt,
  state: 'sent',
});

/** One's own message that the cloud has not acknowledged. */
export function unsentItem(entry: OutboxEntry, local: LocalMedia | undefined, me: Self): ChatItem {
  const { clientId, conversationId, kind, body, files = [], replyTo, state, createdAt, error } = entry;
  return {
    key: clientId,
    conversationId,
    from: selfAuthor(me),
    own: true,
    kind,
    body: wholeBody(body, files),
    sentAt: toServerTime(createdAt),
    state,
    ...(local && { local }),
    ...(replyTo && { replyTo }),
    ...(error && { error }),
  };
}

/** Only its author can take a message back. */
function contentOf(message: Message, keys: readonly StreamKey[]): Pick<ChatItem, 'kind' | 'body'> {
  const { kind, messageId, from, recalledAt } = message;
  if (recalledAt !== undefined && from.role !== 'system')
    return { kind: 'system', body: { event: 'recalled', messageId, by: from.role } };
  return { kind: isKnown(kind) ? kind : 'unknown', body: openBody(keys, message) };
}

const knownKinds: Record<Message['kind'], true> = {
  text: true,
  image: true,
  voice: true,
  video: true,
  file: true,
  product: true,
  order: true,
  excerpt: true,
  customer: true,
  system: true,
};

/** A cloud newer than this app may send kinds that it has never heard of. */
const isKnown = (kind: string): boolean => Object.prototype.hasOwnProperty.call(knownKinds, kind);
