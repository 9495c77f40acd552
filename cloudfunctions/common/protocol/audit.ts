import * as v from 'valibot';
import { action } from './action';
import type { AuditDocument, SealMark } from './documents';
import { id, moment } from './fields';

/** An entry of the log, its texts as they are read; null, where one was changed. `seal` is 0 while it waits for one. */
export type LogEntry = Pick<AuditDocument, 'at' | 'appid' | 'action' | 'target' | 'outcome' | 'seal'> & {
  entryId: string;
  who: AuditDocument['who'] & { name?: string };
  why?: string | null;
  details?: string | null;
};

/** Where a page of the log begins: after this entry. */
export type LogCursor = { at: number; entryId: string };

export type FlawKind =
  'changed' | 'missing' | 'inserted' | 'moved' | 'sealMissing' | 'sealChanged' | 'sealInserted' | 'rewritten';

/** What is wrong with the log, where it is wrong first: under which seal, and with which entry when it is about one. */
export type Flaw = { kind: FlawKind; seal: number; entryId?: string; entry?: number };

/** What the log is closed by. */
export type LogState = { seal?: SealMark & { at: number; entries: number }; waiting: number };

const actionName = v.pipe(v.string(), v.regex(/^[a-z]+\.([A-Za-z]+|\?)$/, 'must be an action'));
const seal = v.pipe(v.number(), v.integer(), v.minValue(0));

export const audit = {
  /** The newest first. */
  entries: action<{ entries: LogEntry[]; next?: LogCursor }>()({
    from: v.optional(moment),
    to: v.optional(moment),
    agentId: v.optional(id),
    what: v.optional(actionName),
    conversationId: v.optional(id),
    customerId: v.optional(id),
    isRefused: v.optional(v.literal(true)),
    before: v.optional(v.object({ at: moment, entryId: id })),
    limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(50)), 20),
  }),
  state: action<LogState>()({}),
  /** Checks the seals after this one, as many as there is time for; `marks` are theirs, for the phone to compare with what it has kept. */
  verify: action<{ until: number; entries: number; isDone: boolean; flaw?: Flaw; marks: SealMark[] }>()({
    after: v.optional(seal, 0),
  }),
};
