import type { Author, Body, Message, StreamKey, SystemBody } from '../../cloudfunctions/common/protocol/documents';
import { decrypt } from './cipher';
import type { Receipt } from './outbox';
import type { OutboxEntry } from './outbox-entries';
import { wholeBody } from './outgoing';
import type { SavedItem } from './timeline';

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

/** A message as the cloud tells it. One's own keeps the key it had while it was on its way. */
export function savedItem(message: Message, keys: readonly StreamKey[], me: Self): SavedItem {
  const { messageId, clientId, seq, from, sentAt } = message;
  const own = isOwn(from, me);
  const key = own ? clientId : messageId;
  const kind = isKnown(message.kind) ? message.kind : 'unknown';
  return { key, messageId, seq, from, own, kind, body: openBody(keys, message), sentAt, state: 'sent' };
}

/** One's own message as its receipt tells it. */
export const sentItem = ({ clientId, kind, body, files = [] }: OutboxEntry, receipt: Receipt, me: Self): SavedItem => ({
  key: clientId,
  ...receipt,
  from: selfAuthor(me),
  own: true,
  kind,
  body: wholeBody(body, files),
  state: 'sent',
});

/** A cloud newer than this app may send kinds that it has never heard of. */
const isKnown = (kind: string): boolean => kind === 'text' || kind === 'system';
