import { RECALL_MS } from '../../../cloudfunctions/common/protocol/limits';
import { serverNow } from '../server-time';
import { text } from '../text/text';
import type { ChatItem } from '../chat-item';
import { chooseFrom } from './action-sheet';

/** What can be done with a message. */
export type MessageAct = 'copy' | 'recall';

/** Lets the person choose what to do with a message; undefined when nothing can be done, or nothing was chosen. */
export async function chooseAct(item: ChatItem): Promise<MessageAct | undefined> {
  const acts = actsOn(item, serverNow());
  if (acts.length === 0) return undefined;
  const index = await chooseFrom(acts.map((act) => text.bubble[act]));
  return index === undefined ? undefined : acts[index];
}

/** The text of a message; undefined when it has none. */
export const textOf = ({ body }: ChatItem): string | undefined =>
  body && 'text' in body && body.text !== undefined ? body.text : undefined;

/** What can be done with a message at a time; the cloud has the last word on recalling. */
export function actsOn(item: ChatItem, now: number): MessageAct[] {
  const acts: MessageAct[] = textOf(item) === undefined ? [] : ['copy'];
  return canRecall(item, now) ? [...acts, 'recall'] : acts;
}

const canRecall = ({ own, kind, messageId, sentAt }: ChatItem, now: number): boolean =>
  own && kind !== 'system' && messageId !== undefined && now - sentAt < RECALL_MS;
