import { WAIT_STEPS_MS } from '../../cloudfunctions/common/protocol/limits';
import type { Outcome, Replayed } from '../../cloudfunctions/common/protocol/report';
import { spanText } from './span';
import { leading } from './text/leading';

const says = leading.replay;

/** One line of the comparison, side by side. */
export type Compared = { name: string; current: string; draft: string; isBetter: boolean; isWorse: boolean };

/** Two bars beside each other, in per cent of the longest. */
export type Bar = { name: string; current: number; draft: number; currentText: string; draftText: string };

type Measure = {
  name: string;
  of: (outcome: Outcome) => number | undefined;
  text: (value: number) => string;
  isMoreBetter?: true;
};

const share = (part: number, whole: number): number => (whole === 0 ? 0 : Math.round((part / whole) * 100));

const measuresFor = (seconds: number): Measure[] => [
  { name: says.rows.served, of: ({ served }) => served, text: String, isMoreBetter: true },
  { name: says.rows.unserved, of: ({ unserved }) => unserved, text: String },
  {
    name: says.rows.level(seconds),
    of: ({ inTime, arrived }) => share(inTime, arrived),
    text: (value) => `${value}%`,
    isMoreBetter: true,
  },
  { name: says.rows.median, of: ({ wait }) => wait?.medianMs, text: spanText },
  { name: says.rows.p90, of: ({ wait }) => wait?.p90Ms, text: spanText },
  { name: says.rows.max, of: ({ wait }) => wait?.maxMs, text: spanText },
  { name: says.rows.byOverflow, of: ({ byOverflow }) => byOverflow, text: String },
];

/** The day by the rules in force and by the draft. */
export const comparedOf = (current: Outcome, draft: Outcome, seconds: number): Compared[] =>
  measuresFor(seconds).map(({ name, of, text, isMoreBetter }) => {
    const [before, after] = [of(current), of(draft)];
    const written = (value: number | undefined) => (value === undefined ? leading.board.none : text(value));
    const gain = ((after ?? 0) - (before ?? 0)) * (isMoreBetter ? 1 : -1);
    return { name, current: written(before), draft: written(after), isBetter: gain > 0, isWorse: gain < 0 };
  });

/** How many waited how long. */
export const waitBars = (current: Outcome, draft: Outcome): Bar[] =>
  barsOf([
    ...current.spans.map((count, index) => ({ name: stepName(index), current: count, draft: draft.spans[index] ?? 0 })),
    { name: says.rows.unserved, current: current.unserved, draft: draft.unserved },
  ]);

function stepName(index: number): string {
  const [step, last] = [WAIT_STEPS_MS[index], WAIT_STEPS_MS[WAIT_STEPS_MS.length - 1]];
  return step === undefined ? says.more(spanText(last ?? 0)) : says.most(spanText(step));
}

/** How many each agent served. */
export function loadBars(current: Outcome, draft: Outcome): Bar[] {
  const all = [...current.shares, ...draft.shares];
  const people = all.filter(({ id }, index) => all.findIndex((one) => one.id === id) === index);
  return barsOf(people.map(({ id, name }) => ({ name, current: servedBy(id, current), draft: servedBy(id, draft) })));
}

const servedBy = (id: string, { shares }: Outcome): number => shares.find((one) => one.id === id)?.served ?? 0;

function barsOf(pairs: readonly { name: string; current: number; draft: number }[]): Bar[] {
  const most = Math.max(1, ...pairs.flatMap(({ current, draft }) => [current, draft]));
  return pairs.map(({ name, current, draft }) => ({
    name,
    current: share(current, most),
    draft: share(draft, most),
    currentText: String(current),
    draftText: String(draft),
  }));
}

/** What the page shows of a replay. */
export type Shown = { compared: Compared[]; waits: Bar[]; loads: Bar[]; isEmpty: boolean };

/** Nothing is shown when something in the draft is wrong. */
export const shownOf = ({ current, draft, seconds }: Replayed): Shown | null =>
  draft
    ? {
        compared: comparedOf(current, draft, seconds),
        waits: waitBars(current, draft),
        loads: loadBars(current, draft),
        isEmpty: current.arrived === 0,
      }
    : null;
