import type { Step } from '../../format/message-rows';
import type { TextPart } from '../../format/text-parts';

/** What a chat's screen puts into its view. */
export const chatViewData = {
  rows: [] as unknown[],
  count: 0,
  /** What the last change means for where the reader is. */
  step: { kind: 'none' } as Step,
  isLoading: true,
  /** The messages, taken back, that can be written anew. */
  editable: {} as Record<string, boolean>,
  /** What goes into the composer now: added to what stands there, or in its place. */
  draft: { text: '' } as { text: string; isWhole?: boolean },
  /** What is being answered, in one line. */
  quote: '',
  earlier: 'none' as 'none' | 'more' | 'loading' | 'failed' | 'end',
  later: 'none' as 'none' | 'more' | 'loading' | 'failed',
  /** What arrived below the messages that are loaded. */
  laterUnseen: 0,
  /** How many were not read when the chat was opened. */
  unread: 0,
  /** The place of the message to bring into view; none below zero. */
  target: -1,
  /** The message one has just come to. */
  marked: '',
  /** The voice message that is heard. */
  playing: '',
  menu: { key: '', acts: [] as string[], box: null as object | null },
  search: { isOpen: false, words: '', hits: [] as object[], isLoading: false, hasEarlier: false },
  isSelecting: false,
  selectedCount: 0,
};

/** What a person does in a chat: its name, and what it is done to or with. */
export type ChatAct = {
  name: string;
  key?: string;
  keys?: string[];
  text?: string;
  part?: TextPart;
  box?: object;
  path?: string;
  duration?: number;
  size?: number;
};
