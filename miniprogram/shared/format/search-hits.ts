import type { ChatItem } from '../chat-item';
import type { Viewer } from './message-row';
import { plainContent } from './plain-content';
import { rowTime } from './time';

/** A message that was found, cut around what was looked for. */
export type SearchHit = {
  key: string;
  name: string;
  time: string;
  before: string;
  hit: string;
  after: string;
  label: string;
};

/** So many characters before the hit are shown. */
const LEAD = 12;

/** Whether a message says something, whatever the case of its letters. */
export function says(item: ChatItem, words: string, viewer: Viewer): boolean {
  if (item.kind === 'system' || item.kind === 'divider' || item.body === undefined) return false;
  return placeIn(plainContent(item, viewer.side), words) >= 0;
}

export function searchHit(item: ChatItem, words: string, viewer: Viewer, now: number): SearchHit {
  const content = plainContent(item, viewer.side).replace(/\s+/g, ' ');
  const place = Math.max(0, placeIn(content, words));
  const name = item.own ? viewer.own : (item.from.name ?? viewer.other);
  const time = rowTime(item.sentAt, now);
  return {
    key: item.key,
    name,
    time,
    before: (place > LEAD ? '…' : '') + content.slice(Math.max(0, place - LEAD), place),
    hit: content.slice(place, place + words.length),
    after: content.slice(place + words.length),
    label: `${name}，${time}，${content}`,
  };
}

const placeIn = (content: string, words: string): number => content.toLowerCase().indexOf(words.toLowerCase());
