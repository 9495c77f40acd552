import * as v from 'valibot';
import { action } from './action';
import type { ConversationStatus, Kind, Source } from './documents';
import { id, moment, seq } from './fields';

/** Why somebody does it, for the record. */
const reason = v.pipe(v.string(), v.trim(), v.minLength(2), v.maxLength(200));

/** What becomes of everything about a customer who wants it gone: it waits until `dueAt`, and longer while something is held. */
export type ErasurePlan = { askedAt: number; dueAt: number; isByStaff: boolean; isHeld: boolean; receipt: string };

/** What became of it afterwards, by its receipt. */
export type ErasureState = { doneAt?: number };

export type Rights = {
  consent?: { version: number; at: number };
  withdrawn?: { version: number; at: number };
  conversations: number;
  erasure?: ErasurePlan;
  erased?: ErasureState;
};

/** A customer's conversation, as they take it with them. */
export type OwnConversation = {
  conversationId: string;
  status: ConversationStatus;
  openedAt: number;
  closedAt?: number;
  source?: Source;
  agents: string[];
  rating?: { score: number; at: number; comment?: string };
};

/** A message in it; `said` is what it says, by its kind. Files come as links that last two hours. */
export type OwnMessage = {
  seq: number;
  sentAt: number;
  from: { role: 'customer' | 'agent' | 'system'; name?: string };
  kind: Kind;
  said?: Record<string, unknown>;
  links?: string[];
  /** It was taken back, or is not for the customer to see. */
  isHidden?: true;
  isUnverifiable?: true;
};

export type OwnProfile = {
  id: string;
  name: string;
  avatar?: string;
  since: number;
  consent?: { version: number; at: number };
};

/** Where the next portion begins: after a message of a conversation, or after the conversation. */
const cursor = v.object({ lastAt: moment, conversationId: id, seq: v.optional(seq) });

export type OwnCursor = v.InferOutput<typeof cursor>;

/** Part of what a customer takes with them; the first one brings the profile. Without `next` it is the last. */
export type Portion = {
  profile?: OwnProfile;
  conversation?: OwnConversation;
  messages: OwnMessage[];
  next?: OwnCursor;
};

export type HeldBy = { by: string; at: number; reason: string };

/** What must be kept; `of` says whether it is one conversation or everything of its customer. */
export type Held = HeldBy & {
  of: 'conversation' | 'customer';
  conversationId: string;
  customer: { id: string; name: string };
};

export const heldOf = v.picklist(['conversation', 'customer']);

export const rights = {
  /** How the caller stands as a customer: consent, and whether everything about them is to be deleted. */
  rights: action<Rights>()({ receipt: v.optional(id) }),
  /** Everything about the caller, in portions. */
  ownData: action<Portion>()({ after: v.optional(cursor) }),
  /** Takes the consent to the privacy text back. */
  withdraw: action<null>()({}),
  /** Has everything about the caller deleted, or, for staff, about a conversation's customer. */
  erase: action<ErasurePlan>()({ conversationId: v.optional(id), reason: v.optional(reason) }),
  /** Thinks better of it. */
  keepData: action<null>()({ conversationId: v.optional(id), reason: v.optional(reason) }),
  /** Keeps a conversation, or everything of its customer, from being archived and deleted; or lets go of it again. */
  hold: action<null>()({ conversationId: id, of: heldOf, isHeld: v.boolean(), reason }),
  /** What is held, the latest first; of one conversation, what holds it, and its customer's name. */
  held: action<{ held: Held[]; erasure?: ErasurePlan; customer?: string }>()({ conversationId: v.optional(id) }),
};
