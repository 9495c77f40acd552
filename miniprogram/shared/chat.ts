import type { ConversationState, StreamKey } from '../../cloudfunctions/common/protocol/documents';
import type { ChatItem } from './chat-item';
import type { Self } from './chat-items';
import type { ChatChange, WindowState } from './chat-list';
import type { Here } from './chat-signs';
import type { Feed } from './feed';
import type { Hidden } from './hidden';
import { OpenChat } from './open-chat';
import type { Outbox } from './outbox';
import type { Outgoing } from './outgoing';
import type { SelfAudit } from './self-audit';

export type { ChatChange, WindowState };

export type ChatOptions = {
  conversationId: string;
  keys: readonly StreamKey[];
  me: Self;
  /** The conversation before this one, when that is known already. */
  previousId?: string | undefined;
  /** As last known, from `conversation.open` or from the list. */
  state: ConversationState;
  feed: Feed;
  outbox: Outbox;
  /** Whose phone it is, for what is kept on it between two runs; absent keeps nothing. */
  account?: string;
  /** Takes what was compared when the chat is closed. */
  audit?: SelfAudit;
  /** Messages that were deleted on this phone. */
  hidden?: Hidden;
  /** One step from the list that is shown to the one to show. The newest page comes as a `reset`. */
  onChange: (change: ChatChange) => void;
  /** Shows everything that was fetched instead of a window of it: for streams that stay short. */
  isWhole?: boolean;
  onState?: (state: ConversationState) => void;
  /** The other side has begun to write, or has stopped. */
  onTyping?: (isTyping: boolean) => void;
  /** The business lets agents see what the customer whose phone this is types. */
  showsTyping?: boolean;
  /** What the other side has typed so far, for those who may know; empty when there is nothing any more. */
  onPreview?: (text: string) => void;
  /** The window has moved, or something came below it. */
  onWindow?: (state: WindowState) => void;
  /** The other side has opened the app, or left it, at a server time. */
  onHere?: (here: Here) => void;
  /** The conversation was closed, and the chat goes on in this one. */
  onContinued?: (conversationId: string) => void;
  /** Something that goes on in the background was refused for good. */
  onError: (error: unknown) => void;
};

/** One chat on a phone: what is shown of it, and what can be done in it. */
export interface Chat {
  /** What is shown: a window around the reader. */
  items(): readonly ChatItem[];
  window(): WindowState;
  send(message: Outgoing): void;
  resend(key: string): void;
  discard(key: string): void;
  /** Takes one's own message back; rejects when the cloud refuses. */
  recall(key: string): Promise<void>;
  /** Moves the window up by a page, back into earlier conversations; `more`: there is something before that. */
  loadEarlier(): Promise<{ more: boolean }>;
  /** Moves the window down by a page; `more`: there is something after that. */
  loadLater(): Promise<{ more: boolean }>;
  /** Shows a message in its surroundings; answers the key of what stands in its place, undefined when it cannot be had. */
  jumpTo(target: { seq: number; conversationId?: string }): Promise<string | undefined>;
  toLatest(): void;
  /** The messages that pass a test, of all that this phone has at hand, in order. */
  find(test: (item: ChatItem) => boolean): ChatItem[];
  /** The first seq that was unread when the chat was opened; undefined when there was none, or before it is known. */
  firstUnreadSeq(): number | undefined;
  /** How many messages were unread then. */
  unreadAtOpening(): number;
  /** The reader has seen everything the window holds; the other side is told, at most every two seconds. */
  markRead(): void;
  /** Something was typed, `text` in all; the other side is told, now and then. */
  reportTyping(text?: string): void;
  state(): ConversationState;
  /** The conversation it is in now. */
  conversationId(): string;
  /** Goes on in a new conversation, with the old messages above. */
  goOn(opened: ConversationState & { conversationId: string; keys: readonly StreamKey[] }): void;
  close(): void;
}

/** Opens a conversation. What was left unsent is there at once, the newest messages come with the first `reset`. */
export const openChat = (options: ChatOptions): Chat => new OpenChat(options);
