import * as v from 'valibot';
import { action } from './action';
import type { FeedDocument, Message } from './documents';
import { bodies, type SentKind } from './bodies';
import { clientId, id, LAST_MOMENT, pageSize, seq } from './fields';

const kind = v.picklist(Object.keys(bodies) as SentKind[]);

/** Its shape depends on the kind: `checkBody` has the last word. */
const body = v.record(v.string(), v.unknown());

const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1e6));

export const message = {
  send: action<{ messageId: string; seq: number; sentAt: number }>()({
    conversationId: id,
    clientId,
    kind,
    body,
    /** The message this one answers. */
    replyTo: v.optional(id),
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
  /** What one phone found when it compared what it showed with what there was to show. Saying it again counts nothing twice. */
  audited: action<null>()({ reportId: clientId, checked: count, gaps: count, duplicates: count }),
  sync: action<{ documents: FeedDocument<number>[]; cursor: number }>()({
    after: v.pipe(v.number(), v.minValue(0), v.maxValue(LAST_MOMENT)),
  }),
};
