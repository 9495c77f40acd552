import * as v from 'valibot';
import { action } from './action';
import type { FeedDocument, Message, StreamKey } from './documents';
import { bodies, type SentKind } from './bodies';
import { clientId, id, moment, pageSize, seq } from './fields';
import { DELIVERED_LIMIT, LINK_LIMIT, TEXT_LIMIT, textLength } from './limits';

const kind = v.picklist(Object.keys(bodies) as SentKind[]);

/** Its shape depends on the kind: `checkBody` has the last word. */
const body = v.record(v.string(), v.unknown());

const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1e6));

/** Where the files of a message can be had until the links end. */
export type MediaLink = { messageId: string; url: string; cover?: string; original?: string; until: number };

/** A message nobody but its author has seen, and what it takes to read it. */
export type WithheldMessage = { message: Message; customer: { id: string; name: string }; keys: StreamKey[] };

/** The last one of a page. */
export type WithheldCursor = { sentAt: number; messageId: string };

/** What stands in the composer; empty when nothing does. */
const preview = v.pipe(
  v.string(),
  v.check((value) => textLength(value) <= TEXT_LIMIT, `must hold at most ${TEXT_LIMIT} characters`),
);

const messageIds = v.pipe(v.array(id), v.minLength(1), v.maxLength(LINK_LIMIT));

const marks = v.pipe(v.array(v.object({ conversationId: id, seq })), v.minLength(1), v.maxLength(DELIVERED_LIMIT));

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
  /** Links to the files of messages; those that are not for the caller are left out. */
  links: action<{ links: MediaLink[] }>()({ conversationId: id, messageIds }),
  recall: action<null>()({ conversationId: id, messageId: id }),
  read: action<null>()({ conversationId: id, seq }),
  /** The caller's phone has received everything up to these, without showing it; what is not the caller's is passed over. */
  delivered: action<null>()({ marks }),
  /** `text` is what stands in the composer: staff see it when the business wants that. */
  typing: action<null>()({ conversationId: id, text: v.optional(preview) }),
  /** Lets everybody see a message that was withheld. */
  release: action<null>()({ conversationId: id, messageId: id }),
  /** What is withheld, the newest first; `next` is there when there may be more. */
  withheld: action<{ messages: WithheldMessage[]; next?: WithheldCursor }>()({
    before: v.optional(v.object({ sentAt: moment, messageId: id })),
    limit: v.optional(pageSize, 20),
  }),
  /** What one phone found when it compared what it showed with what there was to show. Saying it again counts nothing twice. */
  audited: action<null>()({ reportId: clientId, checked: count, gaps: count, duplicates: count }),
  /** The caller's phone could not verify these, though they were fetched again: the record is looked at. */
  unverifiable: action<null>()({ conversationId: id, messageIds }),
  sync: action<{ documents: FeedDocument<number>[]; cursor: number }>()({
    after: moment,
  }),
};
