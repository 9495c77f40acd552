import * as v from 'valibot';
import { action } from './action';
import type { Role, Standby } from './documents';
import { written } from './fields';
import type { Problem } from './problems';

/** Those who wait for one skill, or without one for anybody; `since` is when the one who waits longest began to. */
export type Line = { skill?: string; name: string; count: number; isPool: boolean; since: number };

/** Somebody on the team, with what they have to do. */
export type Working = {
  id: string;
  name: string;
  role: Role;
  presence: Standby;
  skills: string[];
  load: number;
  capacity: number;
  /** Customers who wait for their answer, and since when the first of them. */
  unanswered: number;
  since?: number;
  /** That customer's conversation, for those who may look into it. */
  conversationId?: string;
};

/** Of those who came today. */
export type Today = { arrived: number; served: number; abandoned: number; closed: number; medianWaitMs?: number };

/** How things stand at this moment. */
export type Live = { at: number; lines: Line[]; agents: Working[]; today: Today };

/** How one agent fared on a replayed day. */
export type Share = { id: string; name: string; served: number; busyMs: number; most: number; capacity: number };

/** What a day's customers met, or would have met. */
export type Outcome = {
  arrived: number;
  served: number;
  unserved: number;
  /** Served by somebody without the skill they came for. */
  byOverflow: number;
  /** Served within the seconds asked for. */
  inTime: number;
  wait?: { medianMs: number; p90Ms: number; maxMs: number };
  /** How many waited at most as long as each of `WAIT_STEPS_MS`; the last number is of those who waited longer. */
  spans: number[];
  shares: Share[];
};

/** A day by the rules in force and by others. Without `draft`, something in those is wrong. */
export type Replayed = {
  day: string;
  seconds: number;
  actual: Outcome;
  current: Outcome;
  draft?: Outcome;
  problems: Problem[];
};

export const report = {
  live: action<Live>()({}),
  /** Runs the arrivals of a day (`YYYY-MM-DD`) against the rules in force and against a draft; nothing is changed. */
  replay: action<Replayed>()({
    day: v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a day such as 2026-11-24')),
    rules: written,
    seconds: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(86_400)), 60),
  }),
};
