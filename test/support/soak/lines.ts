import type { MessageDocument, Withheld } from '../../../cloudfunctions/common/protocol/documents';
import type { ChatItem } from '../../../miniprogram/shared/chat-item';

/** A line of a chat by what matters: its place, which message it is, and whether it was taken back or is withheld. */
export type Line = { seq: number; messageId: string; state: 'open' | 'recalled' | Withheld };

/** Whether two lists of lines are the same. */
export const same = (a: readonly Line[], b: readonly Line[]): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What a phone shows of what people said. */
export function linesOf(items: readonly ChatItem[], stored: readonly MessageDocument[]): Line[] {
  const system = new Set(stored.filter(({ kind }) => kind === 'system').map(({ _id }) => _id));
  return items.flatMap(({ seq, messageId, body, withheld }) => {
    if (seq === undefined || messageId === undefined || system.has(messageId)) return [];
    const isRecalled = body !== undefined && 'event' in body && body.event === 'recalled';
    return [{ seq, messageId, state: isRecalled ? 'recalled' : (withheld ?? 'open') }];
  });
}

/** What a phone has to show of what people said. */
export function linesWanted(stored: readonly MessageDocument[]): Line[] {
  return stored
    .filter(({ kind }) => kind !== 'system')
    .map(({ _id, seq, recalledAt, withheld }) => ({
      seq,
      messageId: _id,
      state: recalledAt === undefined ? (withheld ?? 'open') : 'recalled',
    }));
}
