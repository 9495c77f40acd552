import * as v from 'valibot';
import { action } from './action';
import type { BodyOf } from './bodies';
import type { AuditReport, Presence, Role } from './documents';
import { clientId } from './fields';
import type { Problem } from './problems';
import { quickReplyFields, type QuickReply } from './quick-replies';
import type { PrivateSettings, Settings } from './settings';

export type Me = {
  id: string;
  name: string;
  role: Role;
  skills: string[];
  capacity: number;
  /** The address of this person's feed. */
  to: string;
  presence: Presence;
  leaseUntil: number;
  load: number;
  settings: Settings;
};

/** Somebody one works with. */
export type Colleague = { id: string; name: string; role: Role; presence: Presence };

/** Read by the checker of settings, which says what is wrong where. */
const written = v.custom<Record<string, unknown>>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  'must be a group of settings',
);

export const team = {
  me: action<Me>()({}),
  /** Everybody on the team, the caller too; who has not been heard of for a while counts as offline. */
  agents: action<{ agents: Colleague[] }>()({}),
  /** What an agent can send a card of. */
  products: action<{ products: BodyOf<'product'>[] }>()({}),
  settings: action<{ settings: Settings; privateSettings: PrivateSettings }>()({}),
  /** Saves what is given, whole, and only if nothing in it is wrong. Functions go by it within a minute. */
  saveSettings: action<{ isSaved: boolean; problems: Problem[] }>()({
    settings: v.optional(written),
    privateSettings: v.optional(written),
  }),
  /** Everything that is wrong with what was edited by hand, and what is doubtful. */
  checkConfiguration: action<{ problems: Problem[] }>()({}),
  /** The caller's own and the team's. */
  quickReplies: action<{ replies: QuickReply[] }>()({}),
  saveQuickReply: action<null>()(quickReplyFields),
  removeQuickReply: action<null>()({ replyId: clientId, isTeam: v.optional(v.boolean(), false) }),
  /** The latest reports of the self-audit, the newest first. */
  audits: action<{ reports: AuditReport[] }>()({
    limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(31)), 7),
  }),
};
