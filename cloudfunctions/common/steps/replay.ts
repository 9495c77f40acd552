import { agents, command, conversations, duty } from '../cloud/db';
import { spanOfDay } from '../domain/calendar';
import { rulesProblems } from '../domain/configuration';
import { dayOf, LEAD_MS, RECORDED_FIELDS, type Day, type Span } from '../domain/day';
import { outcomeOf } from '../domain/outcome';
import { actualCourse, replay } from '../domain/replay';
import { readAssignmentRules } from '../domain/assignment-rules';
import type { AssignmentRules } from '../protocol/assignment-rules';
import type { ConversationDocument, DutyDocument } from '../protocol/documents';
import { AppError } from '../protocol/errors';
import type { Replayed } from '../protocol/report';
import { currentRules, currentSettings } from './settings';

/** Documents one request brings, and requests one day may take. */
const PAGE = 1000;
const MOST_PAGES = 5;

/** Runs a day's arrivals against the rules in force and against others, if nothing is wrong with those. Changes nothing. */
export async function replayDay(
  { day, rules: written, seconds }: { day: string; rules: unknown; seconds: number },
  now: number,
): Promise<Replayed> {
  const [rules, settings] = await Promise.all([currentRules(now), currentSettings(now)]);
  const span = spanOfDay(day, settings.hours?.utcOffsetMinutes);
  if (!span) throw new AppError('INVALID_INPUT', 'day: there is no such day');
  const known = await readDay(span, rules, now);
  const { read: draft } = readAssignmentRules(written);
  const problems = rulesProblems(written);
  const by = (wanted: AssignmentRules) => outcomeOf(replay(known, wanted), known, seconds);
  return {
    day,
    seconds,
    problems,
    actual: outcomeOf(actualCourse(known), known, seconds),
    current: by(rules),
    ...(problems.length === 0 && { draft: by(draft) }),
  };
}

async function readDay(span: Span, rules: AssignmentRules, now: number): Promise<Day> {
  const since = span.from - LEAD_MS;
  const [recorded, duties, team] = await Promise.all([
    conversationsIn(since, span.until),
    dutiesIn(since, span.until),
    agents.find({}, { limit: PAGE }),
  ]);
  return dayOf(recorded, duties, team, span, rules, now);
}

const conversationsIn = (from: number, until: number): Promise<ConversationDocument[]> =>
  allIn('openedAt', from, until, (filter) =>
    conversations.find(filter, { sort: ['openedAt', 'asc'], inOrder: true, limit: PAGE, fields: RECORDED_FIELDS }),
  );

const dutiesIn = (from: number, until: number): Promise<DutyDocument[]> =>
  allIn('at', from, until, (filter) => duty.find(filter, { sort: ['at', 'asc'], inOrder: true, limit: PAGE }));

type Filter = ReturnType<typeof command.or>;

/** All documents of a span of time, page by page; of a day with more than a replay can hold, the first. */
async function allIn<K extends string, T extends { _id: string } & Record<K, number>>(
  field: K,
  from: number,
  until: number,
  find: (filter: Filter) => Promise<T[]>,
): Promise<T[]> {
  const found: T[] = [];
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const more = await find(after(field, found[found.length - 1], from, until));
    found.push(...more);
    if (more.length < PAGE) break;
  }
  return found;
}

function after<K extends string>(
  field: K,
  last: ({ _id: string } & Record<K, number>) | undefined,
  from: number,
  until: number,
): Filter {
  if (!last) return command.or([{ [field]: command.gte(from).and(command.lt(until)) }]);
  const later = { [field]: command.gt(last[field]).and(command.lt(until)) };
  return command.or([later, { [field]: last[field], _id: command.gt(last._id) }]);
}
