import * as v from 'valibot';
import { action } from './action';
import type { AssignmentRules } from './assignment-rules';
import type { BodyOf } from './bodies';
import type { AgentDocument, AuditReport, Presence, Role, Shift, Standby, UnverifiableMessage } from './documents';
import { clientId, id, name, written } from './fields';
import { CODE_ALPHABET, CODE_LENGTH, readCode } from './invite-code';
import { CAPACITY_LIMIT } from './limits';
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
  /** What they chose, and where that leaves them. */
  presence: Presence;
  standby: Standby;
  leaseUntil: number;
  load: number;
  settings: Settings;
};

/** Somebody one works with. */
export type Colleague = {
  id: string;
  name: string;
  role: Role;
  presence: Standby;
  /** How many conversations they have, and can have. */
  load: number;
  capacity: number;
};

export type StaffRole = AgentDocument['role'];

/** A member of the team, as those who look after it see them. `canChange`: the caller may. */
export type Member = Pick<AgentDocument, 'name' | 'role' | 'skills' | 'capacity'> & {
  id: string;
  weight: number;
  presence: Standby;
  load: number;
  isOnShift: boolean;
  isOnCall: boolean;
  canChange: boolean;
  deactivatedAt?: number;
  /** Their conversations are still being given to others. */
  isLeaving?: true;
};

/** An invitation that nobody has used yet; `by` is the name of who made it. */
export type Invite = {
  inviteId: string;
  role: StaffRole;
  skills: string[];
  capacity: number;
  by: string;
  createdAt: number;
  expiresAt: number;
};

/** When somebody is to be there, and is called when nobody is. */
export type AgentShift = { agentId: string; name: string; role: Role; shift: Shift; canChange: boolean };

/** How far what older versions sealed is sealed again; `nextAt`: everything is looked through once more then. */
export type Resealing = { share: number; resealed: number; nextAt?: number; isInTrouble?: true };

/** The versions of the master keys, newest first. `clearedAt`: nothing needs it any more. */
export type KeyState = {
  current: number;
  versions: { version: number; since: number; clearedAt?: number }[];
  resealing?: Resealing;
};

const staffRole = v.picklist(['agent', 'lead', 'admin', 'analyst']);
const skills = v.pipe(v.array(id), v.maxLength(50));
const capacity = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(CAPACITY_LIMIT));
const weight = v.pipe(v.number(), v.minValue(0.1), v.maxValue(100));

const inviteCode = v.pipe(
  v.string(),
  v.maxLength(64),
  v.transform(readCode),
  v.check(
    (code) => code.length === CODE_LENGTH && Array.from(code).every((letter) => CODE_ALPHABET.includes(letter)),
    'must be an invite code',
  ),
);

export const team = {
  me: action<Me>()({}),
  /** Everybody on the team, the caller too; and where they are. */
  agents: action<{ agents: Colleague[] }>()({}),
  /** What an agent can send a card of. */
  products: action<{ products: BodyOf<'product'>[] }>()({}),
  settings: action<{ settings: Settings; privateSettings: PrivateSettings }>()({}),
  /** Saves what is given, whole, and only if nothing in it is wrong. Functions go by it within a minute. */
  saveSettings: action<{ isSaved: boolean; problems: Problem[] }>()({
    settings: v.optional(written),
    privateSettings: v.optional(written),
  }),
  /** How conversations are given to agents, as functions understand it now. */
  rules: action<{ rules: AssignmentRules }>()({}),
  /** Saves the rules whole, and only if nothing in them is wrong. Functions go by them within a minute. */
  saveRules: action<{ isSaved: boolean; problems: Problem[] }>()({ rules: written }),
  /** Everything that is wrong with what was edited by hand, and what is doubtful. */
  checkConfiguration: action<{ problems: Problem[] }>()({}),
  /** The caller's own and the team's. */
  quickReplies: action<{ replies: QuickReply[] }>()({}),
  saveQuickReply: action<null>()(quickReplyFields),
  removeQuickReply: action<null>()({ replyId: clientId, isTeam: v.optional(v.boolean(), false) }),
  /** The latest reports of the self-audit, and what could not be verified, the newest first. */
  audits: action<{ reports: AuditReport[]; unverifiable: { day: string; messages: UnverifiableMessage[] }[] }>()({
    limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(31)), 7),
  }),
  keys: action<KeyState>()({}),
  /** Makes a code by which one person joins the team. Only its hash is kept: it is told this once. */
  invite: action<{ inviteId: string; code: string; expiresAt: number }>()({
    role: staffRole,
    skills: v.optional(skills, []),
    capacity: v.optional(capacity, 5),
  }),
  /** Those that nobody has used yet. */
  invites: action<{ invites: Invite[] }>()({}),
  revoke: action<null>()({ inviteId: id }),
  /** Joins the team. */
  bind: action<Me>()({ inviteCode, name }),
  /** Everybody on the team, also who has left it, and the skills there are. */
  roster: action<{ members: Member[]; skills: { id: string; name: string }[] }>()({}),
  saveAgent: action<null>()({
    agentId: id,
    name: v.optional(name),
    role: v.optional(staffRole),
    skills: v.optional(skills),
    capacity: v.optional(capacity),
    weight: v.optional(weight),
  }),
  deactivate: action<null>()({ agentId: id }),
  reactivate: action<null>()({ agentId: id }),
  /** Agents see their own. */
  shifts: action<{ shifts: AgentShift[] }>()({}),
  saveShift: action<null>()({ agentId: id, shift: written }),
};
