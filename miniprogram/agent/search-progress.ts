import { calendarDay } from '../shared/format/time';
import type { SearchState } from './sliced-search';
import { recordsText } from './text/records';

const says = recordsText.records.state;

type Range = { from: number | undefined; to: number };

export type Progress = {
  state: SearchState;
  sentence: string;
  /** What can be done about it. */
  action: string;
  /** How much of the time that is looked through lies behind; -1 when nobody knows. */
  percent: number;
};

export type Reached = {
  state: SearchState;
  found: number;
  reachedAt: number | undefined;
  range: Range;
  isForward: boolean;
};

/** How far a search has come, and what one can do. */
export function progressOf(reached: Reached): Progress {
  const { state, found, reachedAt } = reached;
  const day = reachedAt === undefined ? '' : calendarDay(reachedAt);
  return { state, percent: percentOf(reached), action: actions[state], sentence: sentenceOf(state, found, day) };
}

const actions: Record<SearchState, string> = {
  searching: says.stop,
  paused: says.more,
  stopped: says.goOn,
  failed: says.goOn,
  done: '',
};

function sentenceOf(state: SearchState, found: number, day: string): string {
  if (state === 'searching') return says.searching(found, day);
  if (state === 'stopped') return says.stopped(found, day);
  return state === 'done' ? says.done(found) : '';
}

function percentOf({ reachedAt, range: { from, to }, isForward }: Reached): number {
  if (reachedAt === undefined || from === undefined || to <= from) return -1;
  const behind = isForward ? reachedAt - from : to - reachedAt;
  return Math.round(Math.min(1, Math.max(0, behind / (to - from))) * 100);
}
