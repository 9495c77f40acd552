import type { Problem, ProblemCode } from '../../cloudfunctions/common/protocol/problems';
import type { Hours, Period } from '../../cloudfunctions/common/protocol/settings';
import { timeOfDay } from '../shared/format/time';
import { words } from './text/words';

/** One entry a line; empty lines say nothing. */
export const linesOf = (written: string): string[] =>
  written
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** The periods of a day as one writes them: `09:00-12:00 13:00-18:00`; nothing is a day off. */
export const dayText = (periods: readonly Period[]): string => periods.map(({ from, to }) => `${from}-${to}`).join(' ');

/** The periods of a day out of what was written; undefined when that cannot be read. */
export function periodsIn(written: string): Period[] | undefined {
  const parts = written.split(/[\s,，、;；]+/).filter((part) => part !== '');
  const periods = parts.map(periodIn);
  return periods.every((period) => period !== undefined) ? periods : undefined;
}

const PERIOD = /^(\d{1,2})[:：](\d{2})[-–—~～至](\d{1,2})[:：](\d{2})$/;

function periodIn(written: string): Period | undefined {
  const [, ...numbers] = PERIOD.exec(written) ?? [];
  const [fromHour = 99, fromMinute = 0, toHour = 99, toMinute = 0] = numbers.map(Number);
  if (!isTime(fromHour, fromMinute) || !isTime(toHour, toMinute)) return undefined;
  return { from: timeOfDay(fromHour * 60 + fromMinute), to: timeOfDay(toHour * 60 + toMinute) };
}

const isTime = (hour: number, minute: number): boolean => hour < 24 && minute < 60;

/** China's time zone. */
const OFFSET_MINUTES = 480;

/** Every working day from nine to six. */
export const usualHours = (): Hours => ({
  week: [0, 1, 2, 3, 4, 5, 6].map((day) => (day === 0 || day === 6 ? [] : [{ from: '09:00', to: '18:00' }])),
  holidays: [],
  utcOffsetMinutes: OFFSET_MINUTES,
});

type Sentence = string | ((detail: string) => string);

const sentences: Record<ProblemCode, Sentence> = words.problems;

/** What is wrong, as a sentence; a newer cloud may name what this version cannot. */
export function problemText({ code, detail = '' }: Problem): string {
  const sentence: Sentence | undefined = sentences[code];
  return typeof sentence === 'function' ? sentence(detail) : (sentence ?? words.problems.unknown);
}

/** The first sentence about a field or anything in it: `theme.light` also gets what is said of `theme.light.own`. */
export const errorAt = (problems: readonly Problem[], path: string): string => {
  const found = problems.find((problem) => isWithin(problem.path, path));
  return found ? problemText(found) : '';
};

const isWithin = (path: string, field: string): boolean =>
  path === field || path.startsWith(`${field}.`) || path.startsWith(`${field}[`);

/** Where it is and what it says, for the list of everything that is wrong. */
export const problemLine = (problem: Problem): { place: string; sentence: string; isWarning: boolean } => ({
  place: `${problem.document}/${problem.id}${problem.path ? ` · ${problem.path}` : ''}`,
  sentence: problemText(problem),
  isWarning: problem.isWarning === true,
});
