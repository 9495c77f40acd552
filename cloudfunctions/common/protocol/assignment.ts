import * as v from 'valibot';
import { action } from './action';
import type { Decision } from './assignment-rules';
import type { Choice, Presence } from './documents';
import { id, moment } from './fields';

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
};
