import * as v from 'valibot';
import { action } from './action';
import type { FeedDocument, Message } from './documents';
import { clientId, id, LAST_MOMENT, pageSize, seq, text } from './fields';

export const kind = v.picklist(['text']);

export const body = v.object({ text });

export const message = {
  send: action<{ messageId: string; seq: number; sentAt: number }>()({
    conversationId: id,
    clientId,
    kind,
    body,
    attempt: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  }),
  history: action<{ messages: Message[] }>()({
    conversationId: id,
    before: v.optional(seq),
    after: v.optional(seq),
    limit: v.optional(pageSize, 20),
  }),
  recall: action<null>()({ conversationId: id, messageId: id }),
  read: action<null>()({ conversationId: id, seq }),
  typing: action<null>()({ conversationId: id }),
  sync: action<{ documents: FeedDocument<number>[]; cursor: number }>()({
    after: v.pipe(v.number(), v.minValue(0), v.maxValue(LAST_MOMENT)),
  }),
};
