import * as v from 'valibot';
import type { AgentDocument, QuickReplyDocument } from '../protocol/documents';
import { CAPACITY_LIMIT, TEXT_LIMIT } from '../protocol/limits';
import { group, list, optional, table, value, type Finding, type Reader } from './checking';
import { yes } from './reading';
import { shift } from './shifts';

const MOST_SKILLS = 50;
const MOST_HELD = 1000;

const text = (limit: number) => v.pipe(v.string('notText'), v.maxLength(limit, 'tooLong'));
const filled = (limit: number) => v.pipe(text(limit), v.minLength(1, 'empty'));
const number = v.number('notNumber');
const id = v.pipe(v.string('notId'), v.regex(/^[A-Za-z0-9_:@-]{1,128}$/, 'notId'));
const file = v.pipe(v.string('notAddress'), v.startsWith('cloud://', 'notAddress'));

const isConversation = (written: string): boolean => v.is(id, written);

const needed = <S extends v.GenericSchema>(schema: S) => value(schema, undefined);

const quickReply = group<{ [K in keyof QuickReplyDocument]?: unknown }>({
  _id: needed(id),
  owner: needed(id),
  group: needed(text(32)),
  title: needed(filled(32)),
  text: needed(filled(TEXT_LIMIT)),
  image: optional(needed(file)),
  order: needed(number),
  updatedAt: optional(needed(number)),
});

const agent = group<{ [K in keyof AgentDocument]?: unknown }>({
  _id: needed(id),
  to: needed(id),
  name: needed(filled(64)),
  role: needed(v.picklist(['agent', 'lead', 'admin', 'analyst'], 'notChoice')),
  skills: list(needed(id), MOST_SKILLS),
  capacity: needed(
    v.pipe(number, v.integer('notNumber'), v.minValue(1, 'outOfRange'), v.maxValue(CAPACITY_LIMIT, 'outOfRange')),
  ),
  holding: list(needed(id), MOST_HELD),
  places: optional(table(isConversation, 'notId', group({ turn: needed(number), at: needed(number) }))),
  presence: needed(v.picklist(['online', 'busy', 'offline'], 'notChoice')),
  leaseUntil: needed(number),
  lastAssignedAt: needed(number),
  idleSince: optional(needed(number)),
  weight: optional(needed(v.pipe(number, v.minValue(0.1, 'outOfRange'), v.maxValue(100, 'outOfRange')))),
  canBeAlerted: optional(needed(yes)),
  deactivatedAt: optional(needed(number)),
  isLeaving: optional(needed(yes)),
  noted: optional(needed(v.picklist(['online', 'reachable', 'busy', 'away', 'offline'], 'notChoice'))),
  shift: optional(shift),
});

const finding =
  (reader: Reader<unknown>) =>
  ({ _openid, ...written }: Record<string, unknown>): Finding[] => {
    const findings: Finding[] = [];
    reader(written, '', findings);
    return findings;
  };

/** What is wrong with a quick reply as it stands. */
export const readQuickReply = finding(quickReply);

/** What is wrong with a member of the team as they stand. */
export const readAgent = finding(agent);
