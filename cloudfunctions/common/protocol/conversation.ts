import * as v from 'valibot';
import { action } from './action';
import type { Profile } from './customer';
import type { ConversationState, ConversationStatus, Mark, Message, Source, StreamKey } from './documents';
import { id, moment, name, pageSize, score, tags, text } from './fields';
import { VISIT_LIMIT } from './limits';
import type { Settings } from './settings';

/** Whether somebody is there by the business's hours, and if not, when again. */
export type Service = { isOpen: boolean; opensAt?: number };

/** What a customer's phone needs to begin. */
export type Opened = ConversationState & {
  conversationId: string;
  status: ConversationStatus;
  keys: StreamKey[];
  /** The conversation before this one. */
  previousId?: string;
  settings: Settings;
  service: Service;
  /** What the customer told of themselves before. */
  profile: Profile;
};

/** What a member of the staff is to a conversation: a watcher reads along unseen. */
export type Part = 'owner' | 'member' | 'watcher';

/** What a colleague should know who is asked to take over. */
export type Handover = {
  customer: string;
  since: number;
  product?: string;
  tags: string[];
  /** What the customer still waits for an answer to. */
  question?: Message;
  note?: string;
};

/** A conversation as it stands in a list: enough for a row, and to open it without another call. */
export type ConversationSummary = ConversationState & {
  conversationId: string;
  /** `avatar` is a link that lives for an hour or longer. */
  customer: { id: string; name: string; avatar?: string };
  skill?: string;
  source?: Source;
  openedAt: number;
  lastAt: number;
  lastSeq: number;
  readSeq: number;
  unread: number;
  last?: Message;
  /** Read watermark of the other side. */
  otherReadSeq: number;
  /** How far the other side's phones have received messages; what was read is not always counted. */
  otherDeliveredSeq?: number;
  /** For staff: whether the customer has the chat open, and since when; absent: nothing is known. */
  otherHere?: { isHere: boolean; at: number };
  /** How this reader wants it to stand in the list. */
  mark?: Mark;
  /** For staff: what the reader is to it; absent for one who only looks into it. */
  part?: Part;
  /** For staff. */
  queuedAt?: number;
  priority?: number;
  /** For staff: since when the customer waits for an answer. */
  waitingSince?: number;
  /** For whom it is offered to. */
  handover?: Handover;
  /** The same customer's conversation before this one, when this reader may see it. */
  previousId?: string;
  keys: StreamKey[];
};

/** The notes of a conversation, for staff alone: a stream of their own, under an id of their own. */
export type Notes = { conversationId: string; keys: StreamKey[]; lastSeq: number; readSeq: number };

const source = {
  page: v.optional(v.pipe(v.string(), v.maxLength(128))),
  productId: v.optional(id),
  productName: v.optional(name),
};

export const conversation = {
  open: action<Opened>()({
    source: v.optional(v.object(source)),
    skill: v.optional(id),
    /** Where the customer was before, the latest last, once they have consented to that. */
    visits: v.optional(v.pipe(v.array(v.object({ ...source, at: moment })), v.maxLength(VISIT_LIMIT))),
  }),
  /** What the customer needs, as long as nobody serves them: one of the choices that the state names. */
  choose: action<null>()({ conversationId: id, skill: id }),
  keys: action<StreamKey[]>()({ conversationId: id }),
  list: action<{ conversations: ConversationSummary[] }>()({
    conversationId: v.optional(id),
    status: v.optional(v.picklist(['open', 'closed']), 'open'),
    limit: v.optional(pageSize, 50),
  }),
  /** `tags` are added to those it is marked with. Errors: `TAGS_REQUIRED` when staff have to say what it was about. */
  close: action<null>()({ conversationId: id, reason: v.optional(text), tags: v.optional(tags, []) }),
  /** The customer says what they thought of it; for a day they can say otherwise. Errors: `TOO_LATE`. */
  rate: action<null>()({ conversationId: id, score, comment: v.optional(text), answers: v.optional(tags, []) }),
  /** Takes up the customer's last conversation again, shortly after its end. Errors: `CONVERSATION_CLOSED`, `BLOCKED`. */
  reopen: action<null>()({ conversationId: id }),
  /** Makes the caller one of those who read and write a conversation's notes. */
  notes: action<Notes>()({ conversationId: id }),
  /** What the conversation is marked with from now on, for staff alone. */
  tag: action<null>()({ conversationId: id, tags }),
  /** The caller opens the app or chat, or leaves it; in all their conversations. */
  here: action<null>()({ here: v.boolean() }),
  /** How a conversation stands in the caller's own list; what is not given stays. */
  mark: action<null>()({
    conversationId: id,
    pinned: v.optional(v.boolean()),
    muted: v.optional(v.boolean()),
    unread: v.optional(v.boolean()),
  }),
};
