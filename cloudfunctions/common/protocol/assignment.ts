import * as v from 'valibot';
import { action } from './action';
import type { Decision } from './assignment-rules';
import type { Choice, Kind, Presence, Source } from './documents';
import { id, moment, text } from './fields';

/** A conversation that waits for an agent, as those see it who may take it. */
export type Waiting = {
  conversationId: string;
  customer: { id: string; name: string };
  skill?: string;
  source?: Source;
  queuedAt: number;
  priority?: number;
  /** Nobody is assigned: somebody has to take it. */
  isPool: boolean;
  /** What the customer said last, as far as it may be seen; only texts say it in words. */
  last?: { kind: Kind; text: string; sentAt: number };
};

/** Whom a conversation goes to. */
const target = v.union([v.object({ agentId: id }), v.object({ skill: id })]);

export const assignment = {
  /** Also the heartbeat: saying the same again renews the lease. `isHidden`: the app has left the screen, and the lease ends. */
  status: action<{ presence: Presence; leaseUntil: number }>()({
    status: v.picklist(['online', 'busy', 'offline']),
    isHidden: v.optional(v.boolean()),
  }),
  /** Why the conversation went to its agent; nothing while it has had none. */
  explain: action<{ decision?: Decision }>()({ conversationId: id }),
  /** The owner lets it rest and gives the place back; it goes on at `resume`, or when the customer writes. */
  hold: action<null>()({ conversationId: id }),
  /** Errors: `FULL`, `TAKEN`. */
  resume: action<null>()({ conversationId: id }),
  /** When the owner wants to come back to it; null: no longer. */
  remind: action<null>()({ conversationId: id, at: v.nullable(moment) }),
  /** To what a conversation can be handed, and with what it can, or has to, be marked at its end. */
  options: action<{ skills: Choice[]; tags: string[]; requireTags: boolean }>()({}),
  /** The first in the queue of those the caller may take, and how many wait in all. */
  queue: action<{ waiting: Waiting[]; count: number }>()({}),
  /** Takes a waiting conversation. Errors: `FULL`, `TAKEN`. */
  claim: action<null>()({ conversationId: id }),
  /** Takes a conversation over from whoever has it. Errors: `FULL`, `TAKEN`. */
  takeover: action<null>()({ conversationId: id }),
  /**
   * Offers a conversation to a colleague, who has to accept it, or lets it wait for a skill at once; the note goes among the notes.
   * Errors: `FULL` when the colleague has no room, `OFF_DUTY`, `TAKEN` when another offer stands or the conversation has moved on.
   */
  transfer: action<null>()({ conversationId: id, to: target, note: v.optional(text) }),
  /** Errors: `FULL`; `TOO_LATE` when the offer is over. */
  accept: action<null>()({ conversationId: id }),
  decline: action<null>()({ conversationId: id, reason: v.optional(text) }),
  withdraw: action<null>()({ conversationId: id }),
  /** Brings a colleague in: to write along, or unseen, to read along and whisper among the notes. */
  invite: action<null>()({ conversationId: id, agentId: id, isUnseen: v.optional(v.boolean(), false) }),
  /** Goes out of a conversation that is somebody else's. */
  leave: action<null>()({ conversationId: id }),
  /** Reads along unseen. */
  watch: action<null>()({ conversationId: id }),
};
