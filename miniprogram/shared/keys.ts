import type { StreamKey } from '../../cloudfunctions/common/protocol/documents';
import { call } from './cloud';

const keys = new Map<string, readonly StreamKey[]>();

/** Keeps the keys of a conversation in memory; they are never stored. */
export function holdKeys(conversationId: string, streamKeys: readonly StreamKey[]): void {
  keys.set(conversationId, streamKeys);
}

/** The keys of a conversation, from memory or else from the cloud. */
export async function keysOf(conversationId: string): Promise<readonly StreamKey[]> {
  const held = keys.get(conversationId);
  if (held) return held;
  const fetched = await call('conversation', 'keys', { conversationId });
  holdKeys(conversationId, fetched);
  return fetched;
}
