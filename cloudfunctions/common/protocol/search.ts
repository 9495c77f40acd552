import * as v from 'valibot';
import { action } from './action';
import { bodies } from './bodies';
import type { Author, Kind } from './documents';
import { reason } from './customer';
import { clientId, id, moment, name } from './fields';
import { PHRASE_LIMIT, PHRASES_LIMIT, textLength } from './limits';

/** What to look for, letter by letter; punctuation counts. */
const phrase = v.pipe(
  v.string(),
  v.check((value) => value.trim() !== '', 'must not be empty'),
  v.check((value) => textLength(value) <= PHRASE_LIMIT, `must hold at most ${PHRASE_LIMIT} characters`),
);

const keyword = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(64));

const score = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(5));

/** Everything a search can be narrowed by; what is given must all hold. */
export const searchFilters = {
  text: v.optional(phrase),
  /** Further phrases that the same message holds. */
  also: v.optional(v.pipe(v.array(phrase), v.maxLength(PHRASES_LIMIT - 1))),
  /** Traditional and simplified characters count as the same. */
  anyScript: v.optional(v.boolean()),
  from: v.optional(moment),
  to: v.optional(moment),
  /** Part of the customer's name, remark or tag, the last digits of the phone, or the id. */
  customer: v.optional(keyword),
  /** Part of the name of an agent who took part in the conversation, or the id. */
  agent: v.optional(keyword),
  conversationId: v.optional(id),
  /** Of the sender. */
  role: v.optional(v.picklist(['customer', 'agent', 'system'])),
  kind: v.optional(v.picklist([...(Object.keys(bodies) as Kind[]), 'system'])),
  skill: v.optional(id),
  /** Part of the name of the product the conversation is about, or its id. */
  product: v.optional(keyword),
  /** A label of the conversation. */
  tag: v.optional(name),
  ratings: v.optional(v.pipe(v.array(score), v.minLength(1), v.maxLength(5))),
};

/** Where a search goes on; it means nothing to anybody else. */
const cursor = v.pipe(v.string(), v.maxLength(512));

export const searchOrder = v.picklist(['newest', 'oldest', 'conversation']);

/** One message found. Numbers of phones and identity cards in `text` are masked. */
export type Hit = {
  messageId: string;
  conversationId: string;
  seq: number;
  kind: Kind;
  text: string;
  /** Where in `text` (UTF-16 units, end exclusive) what was looked for stands. */
  marks: [start: number, end: number][];
  from: Author;
  customer: { id: string; name: string };
  /** Who has the conversation, or had it last. */
  agent?: { id: string; name: string };
  sentAt: number;
  recalledAt?: number;
  /** It stands among the notes. */
  isNote?: true;
  /** What it says cannot be verified, and is not shown. */
  isUnverifiable?: true;
};

/** A page, or as much of one as one call may look for. Without `cursor` the search is at its end. */
export type Found = {
  hits: Hit[];
  cursor?: string;
  /** How far it has come in time; together with the range of the search this is its progress. */
  reachedAt: number;
  /** Documents looked at. */
  examined: number;
  /** Messages met that cannot be verified: those who lead are told. With a phrase to look for they are no hits. */
  unverifiable: number;
};

/** What the hits of one call have in common; the parts of a search are added up. */
export type Insight = {
  hits: number;
  /** By day of the business, `YYYY-MM-DD`. */
  days: { day: string; hits: number }[];
  /** What else stands in the messages found. */
  terms: { term: string; hits: number }[];
  products: { name: string; hits: number }[];
  cursor?: string;
  reachedAt: number;
  unverifiable: number;
};

/** What somebody looks for, as they may keep it to look again another day. */
export const conditions = v.object({
  ...searchFilters,
  /** So many days back, today among them, whenever one looks. */
  days: v.optional(v.picklist([1, 7, 30, 90])),
  /** What the one in `agent` is called. */
  agentName: v.optional(name),
  order: v.optional(searchOrder),
});

export type Conditions = v.InferOutput<typeof conditions>;

/** A search that somebody has kept for themselves. */
export type SavedSearch = { searchId: string; name: string; conditions: Conditions; savedAt: number };

export const search = {
  messages: action<Found>()({
    ...searchFilters,
    order: v.optional(searchOrder, 'newest'),
    cursor: v.optional(cursor),
    limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(50)), 20),
  }),
  insight: action<Insight>()({ ...searchFilters, cursor: v.optional(cursor) }),
  /** `searchId` is minted by the phone: saving it again changes the same one. */
  save: action<null>()({ searchId: clientId, name, conditions }),
  saved: action<{ searches: SavedSearch[] }>()({}),
  removeSaved: action<null>()({ searchId: clientId }),
};

/** What a message says whose numbers are hidden, for whoever says why. */
export const unmask = action<{ text: string }>()({ conversationId: id, messageId: id, reason });
