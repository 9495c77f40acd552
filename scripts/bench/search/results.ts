import { median, quantile } from '../measure';
import { ms, type Row } from '../report';
import { isShort, type Cost, type Sample } from './measure';
import { LENGTHS, type Kind } from './phrases';

export type Measured = { messages: number; entries: number; bytes: number; samples: Sample[] };

const KINDS: Kind[] = ['any', 'common', 'rare', 'absent'];

/** LIKE is to be beaten so many times. */
const LIKE_TIMES = 20;

const p95 = (values: number[]): number => quantile(values, 0.95);
const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

const of = (samples: Sample[], who: 'ours' | 'plain' | 'regex', what: keyof Cost): number[] =>
  samples.flatMap((sample) => sample[who]?.[what] ?? []);

/** Goals: what may be looked at, and how long it may take beside plain text. */
export function rowsOf({ entries, samples }: Measured): Row[] {
  const long = samples.filter(({ phrase }) => !isShort(phrase));
  const short = samples.filter(({ phrase }) => isShort(phrase));
  const beside = samples.filter(({ regex }) => regex !== undefined);
  const documents = of(long, 'ours', 'documents');
  const most = { against: 'the most allowed', goal: 1 } as const;
  const times = (what: string, found: Sample[], who: 'plain' | 'regex', against: string, goal: number): Row[] => [
    {
      what: `${what}, p50`,
      ours: median(of(found, 'ours', 'ms')),
      theirs: median(of(found, who, 'ms')),
      against,
      goal,
    },
    { what: `${what}, p95`, ours: p95(of(found, 'ours', 'ms')), theirs: p95(of(found, who, 'ms')), against, goal },
  ];
  return [
    {
      what: 'documents examined, 4 to 8 characters, p95',
      ours: p95(documents),
      theirs: 1500,
      unit: 'documents',
      ...most,
    },
    {
      what: 'documents examined, 4 to 8 characters, mean',
      ours: mean(documents),
      theirs: 200,
      unit: 'documents',
      ...most,
    },
    { what: 'index entries of a message', ours: entries, theirs: 40, unit: 'entries', ...most },
    ...times('a page, 4 to 8 characters', long, 'plain', 'FTS5 trigram over plain text', 3),
    ...times('a page, 1 or 2 characters', short, 'plain', 'LIKE over plain text', 1 / LIKE_TIMES),
    ...times('a page, all lengths', beside, 'regex', 'a regular expression over plain text', 0.02),
  ];
}

/** Every length and kind, in all time and in a month. */
export function detailsOf({ samples }: Measured): string[][] {
  const head = [
    'characters',
    'which',
    'when',
    'searches',
    'documents p95',
    'mean',
    'calls',
    'p50',
    'p95',
    'plain p50',
    'p95',
    'ratio of p95',
  ];
  const cells = LENGTHS.flatMap((length) =>
    KINDS.flatMap((kind) => [false, true].map((isMonth) => ({ length, kind, isMonth }))),
  );
  return [head, ...cells.flatMap((cell) => detailOf(cell, samples))];
}

function detailOf(cell: { length: number; kind: Kind; isMonth: boolean }, samples: Sample[]): string[][] {
  const { length, kind, isMonth } = cell;
  const found = samples.filter(
    ({ phrase, isMonth: month }) => phrase.length === length && phrase.kind === kind && month === isMonth,
  );
  if (found.length === 0) return [];
  const [documents, ours, plain] = [of(found, 'ours', 'documents'), of(found, 'ours', 'ms'), of(found, 'plain', 'ms')];
  const numbers = [p95(documents), mean(documents), Math.max(...of(found, 'ours', 'calls'))].map((n) => n.toFixed(0));
  const times = [median(ours), p95(ours), median(plain), p95(plain)].map(ms);
  const when = isMonth ? 'a month' : 'a year';
  return [
    [String(length), kind, when, String(found.length), ...numbers, ...times, `${(p95(ours) / p95(plain)).toFixed(2)}×`],
  ];
}

export function remarksOf({ messages, bytes, samples }: Measured): string[] {
  const points = of(samples, 'ours', 'points');
  return [
    `${messages} messages of scripts/corpus, sealed and given their terms by the functions’ own code, written through the database’s own engine: ` +
      `${bytes.toFixed(0)} B a message in the local cloud, indexes, conversations and the same text in plain beside them included.`,
    `A page is 50 hits or all there are, over as many calls as that takes; plain text is looked through by the same action of the same function, ` +
      `with the same identity, permission and log. ${samples.filter(({ isSame }) => isSame).length} of ${samples.length} pages were the same.`,
    pathRemark(samples.filter(({ phrase }) => isShort(phrase))),
    `A search costs ${mean(points).toFixed(3)} points on average, ${p95(points).toFixed(3)} at p95 (1,000 are ¥ 1), the function’s time included.`,
  ];
}

/** Where the time for one or two characters goes: into the way through the function, which plain text pays too, and into documents. */
function pathRemark(short: Sample[]): string {
  const costs = short.map(({ ours }) => ours);
  const path = median(costs.filter(({ documents }) => documents === 0).map((cost) => cost.ms));
  const reading = costs.filter(({ documents }) => documents > 0);
  const document = median(reading.map((cost) => (cost.ms - path) / cost.documents));
  const slow = short.filter(({ plain }) => plain.ms >= LIKE_TIMES * path);
  const slowTimes = slow.map(({ ours, plain }) => plain.ms / ours.ms);
  return (
    `One or two characters: a search that looks at no document takes ${ms(path)}, which is the way through the function and which LIKE pays ` +
    `as well; each document takes ${(document * 1000).toFixed(0)} µs more, and ${mean(of(short, 'ours', 'documents')).toFixed(0)} are looked at on average. ` +
    `LIKE takes ${LIKE_TIMES} times that way in ${slow.length} of ${short.length} searches, where it has to read on to the end` +
    `${slowTimes.length > 0 ? ` and we are ${median(slowTimes).toFixed(1)} times as fast (median)` : ''}; in all others it stops at 50 hits among the latest.`
  );
}

/** How the largest stands to the smallest. */
export function growthOf(all: Measured[]): string[] {
  const [small, large] = [all[0], all.at(-1)];
  if (!small || !large || small === large) return [];
  const long = ({ samples }: Measured) => samples.filter(({ phrase }) => !isShort(phrase));
  const grown = (value: (of: Measured) => number) => `${value(small).toPrecision(3)} → ${value(large).toPrecision(3)}`;
  return [
    `From ${small.messages} to ${large.messages} messages, 4 to 8 characters: documents p95 ${grown((m) => p95(of(long(m), 'ours', 'documents')))}, ` +
      `mean ${grown((m) => mean(of(long(m), 'ours', 'documents')))}, p50 ${grown((m) => median(of(long(m), 'ours', 'ms')))} ms, ` +
      `p95 ${grown((m) => p95(of(long(m), 'ours', 'ms')))} ms.`,
  ];
}
