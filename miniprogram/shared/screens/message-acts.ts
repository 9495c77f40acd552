import { RECALL_MS } from '../../../cloudfunctions/common/protocol/limits';
import type { ChatItem } from '../chat-item';

/** What can be done with a message. */
export type MessageAct = 'copy' | 'quote' | 'forward' | 'recall' | 'select' | 'remove';

/** What the person may do in this chat at this time. */
export type Standing = { now: number; canWrite: boolean; canForward: boolean };

/** The text of a message; undefined when it has none. */
export const textOf = ({ body }: ChatItem): string | undefined =>
  body && 'text' in body && body.text !== undefined ? body.text : undefined;

/** What can be done with a message, in the order of the menu; the cloud has the last word on recalling. */
export function actsOn(item: ChatItem, { now, canWrite, canForward }: Standing): MessageAct[] {
  if (!isMessage(item)) return [];
  const isShared = item.messageId !== undefined && isSeen(item);
  const acts: [MessageAct, boolean][] = [
    ['copy', textOf(item) !== undefined],
    ['quote', canWrite && isShared],
    ['forward', canForward && isShared],
    ['recall', canRecall(item, now)],
    ['select', item.messageId !== undefined],
    ['remove', true],
  ];
  return acts.filter(([, can]) => can).map(([act]) => act);
}

/** Whether it is somebody's message: lines between messages are not. */
export const isMessage = ({ kind }: ChatItem): boolean => kind !== 'system' && kind !== 'divider';

/** Whether both sides can see what it says. */
const isSeen = ({ kind, body, withheld }: ChatItem): boolean =>
  kind !== 'unknown' && body !== undefined && withheld === undefined;

const canRecall = ({ own, messageId, sentAt }: ChatItem, now: number): boolean =>
  own && messageId !== undefined && now - sentAt < RECALL_MS;
