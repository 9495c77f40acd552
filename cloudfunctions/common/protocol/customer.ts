import * as v from 'valibot';
import { action } from './action';
import { fileId } from './bodies';
import type { Author, ConversationStatus, FileField, Source } from './documents';
import { clientId, id, name, seq, tags } from './fields';
import { NOTE_LIMIT, REMARK_LIMIT, textLength } from './limits';
import { rights } from './rights';

/** What the shop knows of the customer. `avatar` is a file that the customer's phone may read. */
export type Profile = {
  id: string;
  name: string;
  avatar?: string;
  /** The version of the privacy text consented to, and when. */
  consent?: number;
  consentedAt?: number;
};

/** A customer who can open no conversation; `conversationId` is the last one. */
export type Blocked = { customerId: string; name: string; blockedAt: number; conversationId?: string };

/** A text that is not longer than this many characters. */
const upTo = (limit: number) =>
  v.pipe(
    v.string(),
    v.trim(),
    v.check((value) => textLength(value) <= limit, `must hold at most ${limit} characters`),
  );

/** Empty: there is none any more. */
const phone = v.pipe(v.string(), v.trim(), v.regex(/^(?:[+＋]?[\d\s()-]{5,24})?$/, 'must be a telephone number'));

/** Why somebody looks at what is hidden. */
export const reason = v.pipe(v.string(), v.trim(), v.minLength(2), v.maxLength(200));

/** A field of a file as it stands; an edit says which version of the file it was based on. */
export type Written = { value: string; version: number; by: Author; at: number };

/** What was overwritten by somebody who had not seen it. */
export type Lost = Written & { field: FileField };

export type CustomerNote = { noteId: string; text: string; by: Author; at: number };

/** A conversation in a customer's file; `mayOpen` says whether the reader may look into it. */
export type FileConversation = {
  conversationId: string;
  status: ConversationStatus;
  openedAt: number;
  closedAt?: number;
  agent?: { id: string; name: string };
  skill?: string;
  source?: Source;
  tags?: string[];
  rating?: { score: number; at: number; comment?: string; answers?: string[] };
  mayOpen: boolean;
};

/** Where the customer was before they opened a chat. */
export type Visit = Source & { at: number };

/** All that staff know of a customer. Numbers are masked, and `isMasked` when there are any. */
export type CustomerFile = {
  customerId: string;
  name: string;
  /** A link that lives for an hour or longer. */
  avatar?: string;
  since: number;
  consent?: { version: number; at: number };
  blockedAt?: number;
  version: number;
  remark?: Written;
  phone?: Written;
  tags: string[];
  lost: Lost[];
  notes: CustomerNote[];
  conversations: FileConversation[];
  visits: Visit[];
  products: { productId: string; productName: string }[];
  isMasked: boolean;
};

/** What an edit led to: the file's version, and what it has overwritten that its author had not seen. */
export type Edited = { version: number; lost: Lost[] };

/** What was hidden in a file. */
export type Unmasked = { name: string; phone?: string; remark?: string; notes: { noteId: string; text: string }[] };

export const customer = {
  /** What the shop calls the customer; what is given, the customer changes. Pictures lie in `kefu/avatars/<id>/`. */
  profile: action<Profile>()({ name: v.optional(name), avatar: v.optional(fileId) }),
  /** Consents to a version of the privacy text. */
  consent: action<null>()({ version: v.pipe(v.number(), v.integer(), v.minValue(1)) }),
  /** Keeps the customer of a conversation out, and ends the one they are in; or lets them in again. */
  block: action<null>()({ conversationId: id, isBlocked: v.boolean() }),
  /** Those who are kept out, the latest first. */
  blocked: action<{ customers: Blocked[] }>()({}),
  /** What staff know of a customer they serve or served. */
  file: action<CustomerFile>()({ customerId: id }),
  /**
   * Changes a file. Whoever writes a field last has it; `base` is the version of the file that the author saw. Doing it again with
   * the same `clientId` changes nothing.
   */
  edit: action<Edited>()({
    customerId: id,
    clientId,
    base: v.optional(seq, 0),
    remark: v.optional(upTo(REMARK_LIMIT)),
    phone: v.optional(phone),
    addTags: v.optional(tags, []),
    removeTags: v.optional(tags, []),
    /** A note to write down. */
    note: v.optional(v.pipe(upTo(NOTE_LIMIT), v.minLength(1))),
    removeNoteId: v.optional(id),
  }),
  /** What is hidden in a file. */
  unmask: action<Unmasked>()({ customerId: id, reason }),
  ...rights,
};
