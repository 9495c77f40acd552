import * as v from 'valibot';
import { DAYS_KEPT_AT_LEAST } from '../protocol/limits';
import type { ConversationDocument, RetentionCursors, RetentionStage } from '../protocol/documents';
import type { Retention } from '../protocol/settings';
import { group, type Reader } from './checking';
import { maybe, number } from './reading';

const DAY_MS = 24 * 3_600_000;
const MOST_DAYS = 36_500;

const days = maybe(v.pipe(number(DAYS_KEPT_AT_LEAST, MOST_DAYS), v.integer('notNumber')));

/** What contradicts itself is left out, and with it nothing is deleted. */
export const retention: Reader<Retention> = (written, path, findings) => {
  const read = group<Retention>({ archive: days, messages: days, files: days, notes: days })(written, path, findings);
  const { archive, ...rest } = read;
  const isNeverArchived = archive !== undefined && archive >= (read.messages ?? Infinity);
  if (isNeverArchived) findings.push({ path: `${path}.archive`, code: 'neverArchived' });
  return {
    ...rest,
    ...(archive !== undefined && !isNeverArchived && { archive }),
  };
};

/** What retention does to a conversation, each after its own time. */
export const RETENTION_STAGES: readonly RetentionStage[] = ['archive', 'files', 'notes', 'messages'];

/** What ended before this is due; undefined when it is kept for ever. */
export function dueBefore(kept: Retention, stage: keyof Retention, now: number): number | undefined {
  const limit = kept[stage];
  return limit === undefined ? undefined : now - limit * DAY_MS;
}

type PutAway = Pick<ConversationDocument, 'putAwaySeq'>;

/** Whether a message was archived or deleted on purpose. */
export const isPutAway = ({ putAwaySeq = 0 }: PutAway, seq: number): boolean => seq <= putAwaySeq;

type Parted = Pick<ConversationDocument, 'customerId' | 'people' | 'reads' | 'source'> &
  Partial<Pick<ConversationDocument, 'delivered' | 'here' | 'marks' | 'alerted'>>;

/** Of what is kept by address, what is not the customer's. */
const withoutKeysOf = (table: Record<string, unknown>, id: string): Record<string, unknown> =>
  Object.fromEntries(Object.entries(table).filter(([key]) => key !== id && !key.startsWith(`${id}:`)));

/** A page's path, without what was passed to it. */
const withoutQuery = (page: string): string => page.replace(/[?#].*$/s, '');

/** What remains of whose conversation it was, once a random id stands for them: for counting, and for nobody to be known by. */
export function withoutPerson(conversation: Parted, successor: string) {
  const { customerId, people, source, reads, delivered, here, marks, alerted } = conversation;
  const kept: Record<string, Record<string, unknown> | undefined> = { reads, delivered, here, marks, alerted };
  const { page, ...product } = source ?? {};
  return {
    people: people.map((one) => (one.role === 'customer' ? { to: successor, role: one.role, id: successor } : one)),
    ...Object.fromEntries(
      Object.entries(kept).flatMap(([name, table]) => (table ? [[name, withoutKeysOf(table, customerId)]] : [])),
    ),
    ...(source && { source: { ...product, ...(page !== undefined && { page: withoutQuery(page) }) } }),
  };
}

/** The same, with every stage that has passed a time back before it. */
export const stepBack = (cursors: RetentionCursors, lastAt: number): RetentionCursors =>
  Object.fromEntries(
    Object.entries(cursors).map(([stage, cursor]) => [stage, cursor.lastAt < lastAt ? cursor : { lastAt, id: '' }]),
  );
