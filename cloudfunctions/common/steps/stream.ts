import { decrypt, encrypt } from '../cloud/cipher';
import { streamKeys } from '../cloud/keys';
import type { Body, SystemBody } from '../protocol/documents';

/** The cipher string of a message's body, bound to the message. */
export const sealBody = (conversationId: string, messageId: string, body: Body | SystemBody): string =>
  encrypt(streamKeys(conversationId), JSON.stringify(body), messageId);

/** The body behind a cipher string, or undefined when it cannot be trusted. */
export function openBody(conversationId: string, messageId: string, cipherText: string): Body | SystemBody | undefined {
  const plaintext = decrypt(streamKeys(conversationId), cipherText, messageId);
  return plaintext === undefined ? undefined : (JSON.parse(plaintext) as Body | SystemBody);
}

/** A text bound to the document it stands in, in a conversation's keys. */
export const sealText = (conversationId: string, documentId: string, text: string): string =>
  encrypt(streamKeys(conversationId), text, documentId);

/** A text that was sealed so, or a sign that it cannot be trusted. */
export const openText = (streamId: string, documentId: string, cipherText: string): string =>
  decrypt(streamKeys(streamId), cipherText, documentId) ?? '无法验证';

/** A name bound to its place: the stream of the person or conversation it belongs to. */
export const sealName = (streamId: string, name: string): string => encrypt(streamKeys(streamId), name, streamId);

/** The name, or a sign that it cannot be trusted. */
export const openName = (streamId: string, cipherText: string): string =>
  decrypt(streamKeys(streamId), cipherText, streamId) ?? '无法验证';

/** Something bound to its place, as `sealName` binds a name. */
export const sealOne = (streamId: string, one: object): string => sealName(streamId, JSON.stringify(one));

/** What was sealed, or undefined when it cannot be trusted. */
export function openOne(streamId: string, cipherText: string | undefined): unknown {
  const plaintext = cipherText === undefined ? undefined : decrypt(streamKeys(streamId), cipherText, streamId);
  return plaintext === undefined ? undefined : (JSON.parse(plaintext) as unknown);
}
