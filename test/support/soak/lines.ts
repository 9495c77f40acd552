import type { MessageDocument } from '../../../cloudfunctions/common/protocol/documents';
import type { ChatItem } from '../../../miniprogram/shared/chat-item';

/** A line of a chat by what matters: its place, whose message it is, and whether it was taken back. */
export type Line = { seq: number; messageId: string; isRecalled: boolean };

/** Whether two lists of lines are the same. */
export const same = (a: readonly Line[], b: readonly Line[]): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What a phone shows of what people said. */
export function linesOf(items: readonly ChatItem[], stored: readonly MessageDocument[]): Line[] {
  const system = new Set(stored.filter(({ kind }) => kind === 'system').map(({ _id }) => _id));
  return items.flatMap(({ seq, messageId, body }) => {
    if (seq === undefined || messageId === undefined || system.has(messageId)) return [];
    const isRecalled = body !== undefined && 'event' in body && body.event === 'recalled';
    return [{ seq, messageId, isRecalled }];
  });
}

/** What a phone has to show of what people said. */
export function linesWanted(stored: readonly MessageDocument[]): Line[] {
  return stored
    .filter(({ kind }) => kind !== 'system')
    .map(({ _id, seq, recalledAt }) => ({ seq, messageId: _id, isRecalled: recalledAt !== undefined }));
}
