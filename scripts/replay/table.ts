import type { Problem } from '../../cloudfunctions/common/protocol/problems';
import type { Outcome, Replayed } from '../../cloudfunctions/common/protocol/report';

type Row = [name: string, of: (outcome: Outcome) => string];

const time = (ms: number | undefined): string => (ms === undefined ? '–' : `${(ms / 1000).toFixed(1)} s`);

const percent = (part: number, whole: number): string => (whole === 0 ? '–' : `${Math.round((part / whole) * 100)} %`);

const rowsFor = (seconds: number): Row[] => [
  ['arrived', ({ arrived }) => String(arrived)],
  ['served', ({ served }) => String(served)],
  ['not served', ({ unserved }) => String(unserved)],
  [`within ${seconds} s`, ({ inTime, arrived }) => percent(inTime, arrived)],
  ['median wait', ({ wait }) => time(wait?.medianMs)],
  ['90 % wait at most', ({ wait }) => time(wait?.p90Ms)],
  ['longest wait', ({ wait }) => time(wait?.maxMs)],
  ['served by overflow', ({ byOverflow }) => String(byOverflow)],
];

/** The columns of a replay as text: the day as it was, by the rules in force, and by the others. */
export function table({ day, seconds, actual, current, draft = current }: Replayed): string {
  const columns = [actual, current, draft];
  const rows = rowsFor(seconds).map(([name, of]) => line(name, columns.map(of)));
  const people = namesIn(columns).map(([id, name]) =>
    line(
      `  ${name}`,
      columns.map((outcome) => shareOf(outcome, id)),
    ),
  );
  return [
    line(day, ['as it was', 'in force', 'replayed']),
    ...rows,
    'served (most at once, of capacity)',
    ...people,
  ].join('\n');
}

const namesIn = (columns: readonly Outcome[]): [id: string, name: string][] =>
  [...new Map(columns.flatMap(({ shares }) => shares.map(({ id, name }) => [id, name] as const)))].map(([id, name]) => [
    id,
    name,
  ]);

function shareOf({ shares }: Outcome, id: string): string {
  const share = shares.find((one) => one.id === id);
  return share ? `${share.served} (${share.most}/${share.capacity})` : '0';
}

/** A Chinese character is as wide as two others. */
const width = (text: string): number => Array.from(text).reduce((sum, sign) => sum + (sign > '\u2e7f' ? 2 : 1), 0);

const line = (name: string, cells: readonly string[]): string =>
  name + ' '.repeat(Math.max(1, 24 - width(name))) + cells.map((cell) => cell.padStart(14)).join('');

/** What is wrong with rules, one a line, with its place. */
export const problemList = (problems: readonly Problem[]): string =>
  problems
    .map(({ path, code, detail }) => `  ${path || 'the whole'}: ${code}${detail === undefined ? '' : ` (${detail})`}`)
    .join('\n');
