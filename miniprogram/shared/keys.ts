import type { StreamKey } from '../../cloudfunctions/common/protocol/documents';
import { call } from './cloud';

const held = new Map<string, readonly StreamKey[]>();

/** Keeps the keys of a conversation in memory; they are never stored. */
export function holdKeys(conversationId: string, keys: readonly StreamKey[]): void {
  held.set(conversationId, keys);
}

/** The keys of a conversation as far as they are at hand. */
export const heldKeys = (conversationId: string): readonly StreamKey[] => held.get(conversationId) ?? [];

/** The keys of a conversation, from memory or else from the cloud. */
export async function keysOf(conversationId: string): Promise<readonly StreamKey[]> {
  if (!held.has(conversationId)) holdKeys(conversationId, await call('conversation', 'keys', { conversationId }));
  return heldKeys(conversationId);
}

export const forgetKeys = (): void => held.clear();
