import { decrypt, encrypt } from '../cloud/cipher';
import { streamKeys } from '../cloud/keys';
import type { Body, SystemBody } from '../protocol/documents';

/** The cipher string of something, in the keys of a stream and bound to the document it stands in; its own place unless told. */
export const sealOne = (streamId: string, one: object, documentId = streamId): string =>
  sealText(streamId, documentId, JSON.stringify(one));

/** What was sealed, or undefined when it cannot be trusted. */
export function openOne(streamId: string, cipherText: string | undefined, documentId = streamId): unknown {
  const plaintext = cipherText === undefined ? undefined : decrypt(streamKeys(streamId), cipherText, documentId);
  return plaintext === undefined ? undefined : (JSON.parse(plaintext) as unknown);
}

/** The cipher string of a message's body, bound to the message. */
export const sealBody = (conversationId: string, messageId: string, body: Body | SystemBody): string =>
  sealOne(conversationId, body, messageId);

/** The body behind a cipher string, or undefined when it cannot be trusted. */
export const openBody = (conversationId: string, messageId: string, cipherText: string) =>
  openOne(conversationId, cipherText, messageId) as Body | SystemBody | undefined;

/** A text bound to the document it stands in, in the keys of a stream. */
export const sealText = (streamId: string, documentId: string, text: string): string =>
  encrypt(streamKeys(streamId), text, documentId);

/** A text that was sealed so, or a sign that it cannot be trusted. */
export const openText = (streamId: string, documentId: string, cipherText: string): string =>
  decrypt(streamKeys(streamId), cipherText, documentId) ?? '无法验证';

/** A name bound to its place: the stream of the person or conversation it belongs to. */
export const sealName = (streamId: string, name: string): string => sealText(streamId, streamId, name);

/** The same name sealed by the current version; what cannot be trusted stays as it is. */
export function sealAgain(streamId: string, cipherText: string): string {
  const name = decrypt(streamKeys(streamId), cipherText, streamId);
  return name === undefined ? cipherText : sealName(streamId, name);
}

/** The name, or a sign that it cannot be trusted. */
export const openName = (streamId: string, cipherText: string): string => openText(streamId, streamId, cipherText);
