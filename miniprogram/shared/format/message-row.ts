import type { ChatItem, ItemState, Quote } from '../chat-item';
import { errorText, text } from '../text/text';
import { type Bubble, bubbleOf, type MediaSource } from './bubble';
import { obstacle, plainContent } from './plain-content';
import type { Side } from './system-text';
import { clockTime, SEPARATOR_MS, separatorTime } from './time';

/** The message that a row answers, in one line. */
export type QuoteLine = { content: string; label: string; canOpen: boolean };

/** One message as the list shows it. */
export type MessageRow = {
  key: string;
  /** The time, when it stands above this message. */
  line: string;
  /** The first message that was not read when the chat was opened. */
  isFirstUnread: boolean;
  /** A line in the middle. */
  isSystem: boolean;
  own: boolean;
  isNote: boolean;
  role: string;
  name: string;
  /** Where the picture of who said it is; empty when they have none. */
  picture: string;
  content: string;
  label: string;
  state: ItemState;
  /** The content stands for one that cannot be shown. */
  quiet: boolean;
  bubble: Bubble;
  quote: QuoteLine | null;
  error: string;
  /** Who sees it, when not everybody does. */
  hint: string;
  isSelected: boolean;
  isUnheard: boolean;
  /** Numbers in it are hidden; empty, or what shows them. */
  reveal: string;
};

/** Who looks at the messages, and what the two sides are called when a message does not say. */
export type Viewer = { side: Side; own: string; other: string; ownPicture?: string; otherPicture?: string };

/** What a row shows of things that are not in the message itself. */
export type RowContext = {
  viewer: Viewer;
  now: number;
  media: (item: ChatItem) => MediaSource;
  /** From here on nothing was read when the chat was opened. */
  firstUnread: () => { conversationId: string; seq: number } | undefined;
  isSelected: (key: string) => boolean;
  isUnheard: (item: ChatItem) => boolean;
  /** Words that stand out in every text. */
  marked: () => readonly string[];
};

/** The row of an item that stands below `previous`; `before`: what was said before it to the customer, notes aside. */
export function messageRow(
  item: ChatItem,
  previous: ChatItem | undefined,
  context: RowContext,
  before = previous,
): MessageRow {
  const { viewer, now } = context;
  const name = nameOf(item, viewer);
  const content = plainContent(item, viewer.side);
  const hint = hintOf(item);
  const state = stateOf(item);
  return {
    key: item.key,
    line: isApart(item, previous) ? separatorTime(item.sentAt, now) : '',
    isFirstUnread: isFirstUnread(item, before, context),
    isSystem: item.kind === 'system' || item.kind === 'divider',
    own: item.own,
    isNote: item.isNote === true,
    role: item.from.role,
    name: item.own ? (item.from.name ?? '') : name,
    picture: pictureOf(item, viewer),
    content,
    label: text.bubble.label(
      name,
      clockTime(item.sentAt),
      content,
      [hint, item.own ? text.bubble[state] : ''].filter(Boolean).join('，'),
    ),
    state,
    quiet: obstacle(item) !== undefined,
    bubble: bubbleOf(item, context.media(item), context.marked()),
    quote: item.quote ? quoteLine(item.quote, viewer) : null,
    error: item.state === 'failed' && item.error ? errorText(item.error) : '',
    hint,
    isSelected: context.isSelected(item.key),
    isUnheard: context.isUnheard(item),
    reveal: item.isMasked ? text.bubble.reveal : '',
  };
}

const nameOf = ({ own, from }: ChatItem, viewer: Viewer): string => (own ? viewer.own : (from.name ?? viewer.other));

/** What is held back has reached nobody, whatever was read since. */
function stateOf({ own, state, withheld }: ChatItem): ItemState {
  if (!own) return 'sent';
  return withheld && (state === 'delivered' || state === 'read') ? 'sent' : state;
}

/** Colleagues have no picture here. */
function pictureOf({ own, from }: ChatItem, { side, ownPicture = '', otherPicture = '' }: Viewer): string {
  if (own) return ownPicture;
  return from.role === side ? '' : otherPicture;
}

const isApart = (item: ChatItem, previous: ChatItem | undefined): boolean =>
  item.kind !== 'divider' && (!previous || item.sentAt - previous.sentAt >= SEPARATOR_MS);

/** Where the messages that are loaded begin, it is only said of the very first one. */
function isFirstUnread(item: ChatItem, before: ChatItem | undefined, { firstUnread }: RowContext): boolean {
  const first = firstUnread();
  const isUnread = ({ conversationId, seq = 0 }: ChatItem): boolean =>
    first !== undefined && conversationId === first.conversationId && seq >= first.seq;
  return isUnread(item) && (before ? !isUnread(before) : item.seq === first?.seq);
}

/** Others see only why they do not see it, which is said in its place. */
function hintOf({ own, withheld, body }: ChatItem): string {
  if (!withheld || body === undefined) return '';
  return own ? text.withheld.own[withheld] : text.withheld.others[withheld];
}

/** A message in one line, as it stands where it is answered. */
export const quoteContent = (item: ChatItem, viewer: Viewer): string =>
  text.quote.line(nameOf(item, viewer), plainContent(item, viewer.side));

function quoteLine({ state, item }: Quote, viewer: Viewer): QuoteLine {
  const isKnown = state === 'known' && item !== undefined;
  const content = isKnown ? quoteContent(item, viewer) : text.quote[state === 'known' ? 'unavailable' : state];
  return { content, label: text.quote.label(content), canOpen: isKnown || state === 'loading' };
}
