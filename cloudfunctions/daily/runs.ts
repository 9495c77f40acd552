import { command, reports } from '../common/cloud/db';
import { dayAt } from '../common/domain/calendar';
import { countOf, type Tally } from '../common/domain/self-audit';
import type { AuditCursor, PhoneCounts, ReportDocument } from '../common/protocol/documents';

export type Run = Extract<ReportDocument, { kind: 'audit' }>;

/** What changed less than this long ago may still be on its way. */
const SETTLED_MS = 10 * 60_000;
const MOST_INCIDENTS = 100;

/** The run that goes on, or today's; undefined when today's is done. */
export async function currentRun(now: number): Promise<Run | undefined> {
  const [last] = (await reports.find({ kind: 'audit' }, { sort: ['from', 'desc'], limit: 1 })) as Run[];
  if (last && last.finishedAt === undefined) return last;
  if (last?.day === dayAt(now)) return undefined;
  const begun = newRun(last?.until ?? 0, now);
  return (await reports.add([begun])) ? begun : undefined;
}

const newRun = (from: number, now: number): Run => ({
  _id: `audit:${dayAt(now)}`,
  kind: 'audit',
  day: dayAt(now),
  from,
  until: now - SETTLED_MS,
  conversations: 0,
  checked: 0,
  gaps: 0,
  duplicates: 0,
  untold: 0,
  incidents: [],
  phones: { reports: 0, checked: 0, gaps: 0, duplicates: 0 },
  cursor: { lastAt: from, conversationId: '', phones: '' },
});

/** Adds a result and moves on in one step, so that nothing counts twice; undefined when another run was faster. */
const advance = (run: Run, cursor: Partial<AuditCursor>, changes: object): Promise<Run | undefined> =>
  reports.change(
    { _id: run._id, cursor: command.eq(run.cursor) },
    { ...changes, cursor: command.set({ ...run.cursor, ...cursor }) },
  ) as Promise<Run | undefined>;

/** Up to this conversation everything was compared. */
export const addTally = (run: Run, tally: Tally, cursor: Pick<AuditCursor, 'lastAt' | 'conversationId'>) =>
  advance(run, cursor, {
    conversations: command.inc(tally.conversations),
    checked: command.inc(tally.checked),
    gaps: command.inc(countOf(tally, 'gap')),
    duplicates: command.inc(countOf(tally, 'duplicate')),
    untold: command.inc(countOf(tally, 'untold')),
    incidents: command.push({ each: tally.incidents, slice: MOST_INCIDENTS }),
  });

/** Up to this report everything that phones found was added up. */
export const addPhones = (run: Run, counts: PhoneCounts, phones: string) =>
  advance(
    run,
    { phones },
    Object.fromEntries(Object.entries(counts).map(([name, count]) => [`phones.${name}`, command.inc(count)])),
  );

/** All was looked at. What phones had reported is in the sum now, and whose phone was the last one is nobody's business. */
export async function finish({ _id, day }: Run, now: number): Promise<void> {
  await reports.changeAll({ _id }, { finishedAt: now, 'cursor.phones': '' });
  await reports.removeAll({ kind: 'phones', _id: command.lt(`phones:${day}`) });
}
