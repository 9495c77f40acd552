import * as v from 'valibot';
import { action } from './action';
import type { ConversationState, ConversationStatus, Message, Source, StreamKey } from './documents';
import { id, name, pageSize } from './fields';

/** A conversation as it stands in a list: enough for a row, and to open it without another call. */
export type ConversationSummary = ConversationState & {
  conversationId: string;
  customer: { id: string; name: string };
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
  keys: StreamKey[];
};

export const conversation = {
  open: action<ConversationState & { conversationId: string; status: ConversationStatus; keys: StreamKey[] }>()({
    source: v.optional(
      v.object({
        page: v.optional(v.pipe(v.string(), v.maxLength(128))),
        productId: v.optional(id),
        productName: v.optional(name),
      }),
    ),
    skill: v.optional(id),
  }),
  keys: action<StreamKey[]>()({ conversationId: id }),
  list: action<{ conversations: ConversationSummary[] }>()({
    conversationId: v.optional(id),
    status: v.optional(v.picklist(['open', 'closed']), 'open'),
    limit: v.optional(pageSize, 50),
  }),
  close: action<null>()({ conversationId: id }),
};
