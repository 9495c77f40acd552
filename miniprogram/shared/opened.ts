import type { Body, Message, StreamKey, SystemBody } from '../../cloudfunctions/common/protocol/documents';
import { decrypt } from './cipher';

export type OpenedBody = Body | SystemBody;

/** What a message says; undefined when it cannot be verified. */
export function openBody(keys: readonly StreamKey[], { body, messageId }: Message): OpenedBody | undefined {
  const text = decrypt(keys, body, messageId);
  return text === undefined ? undefined : (JSON.parse(text) as OpenedBody);
}
