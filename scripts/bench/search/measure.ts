import { usageOf } from '../messaging/usage';
import { person, type Person } from '../messaging/people';
import { randomOf } from '../../corpus/random';
import type { Phrase } from './phrases';
import { MONTH, PAGE } from './records';

/** What one search for a page cost: milliseconds, documents its queries looked at, calls, points. */
export type Cost = { ms: number; documents: number; calls: number; points: number };

/** A phrase looked for by us and in plain text, by FTS5 or, where that finds nothing, by LIKE; by a regular expression for a few. */
export type Sample = { phrase: Phrase; isMonth: boolean; isSame: boolean; ours: Cost; plain: Cost; regex?: Cost };

/** FTS5's trigrams find nothing shorter. */
export const isShort = ({ length }: Phrase): boolean => length < 3;

type Found = { hits: { messageId: string }[]; cursor?: string };

const WARM_UP = 30;
const CALLS_AT_MOST = 2000;

/** Looks for all phrases, in all time and in one month, in turns with plain text, and compares what is found. */
export async function measure(url: string, phrases: Phrase[], say: (text: string) => void): Promise<Sample[]> {
  const seeker = { url, person: await person(url, 'lead-1') };
  const jobs = shuffled(phrases.flatMap((phrase) => [false, true].map((isMonth) => ({ phrase, isMonth }))));
  for (const job of jobs.slice(0, WARM_UP)) await compare(seeker, job);
  const samples: Sample[] = [];
  for (const job of jobs) {
    samples.push(await compare(seeker, job));
    if (samples.length % 100 === 0) say(`${samples.length} of ${jobs.length} searches are measured`);
  }
  const few = oneOfEach(samples);
  for (const sample of few) {
    const found = await timed(seeker, 'plain_regex', sample).catch(() => undefined);
    if (found) sample.regex = found.cost;
    say(`a regular expression took ${found ? `${Math.round(found.cost.ms)} ms` : 'longer than a function may'}`);
  }
  return samples;
}

type Seeker = { url: string; person: Person };
type Job = Pick<Sample, 'phrase' | 'isMonth'>;

async function compare(seeker: Seeker, job: Job): Promise<Sample> {
  const ours = await timed(seeker, 'search', job);
  const plain = await timed(seeker, isShort(job.phrase) ? 'plain_like' : 'plain_fts', job);
  const isSame = JSON.stringify(ours.ids) === JSON.stringify(plain.ids);
  if (!isSame) console.log(differing(job, ours.ids, plain.ids));
  return { ...job, isSame, ours: ours.cost, plain: plain.cost };
}

/** A whole page, or all there is, however many calls that takes. */
async function timed({ url, person }: Seeker, name: string, { phrase, isMonth }: Job) {
  const ids: string[] = [];
  let calls = 0;
  let ms = 0;
  const input = { text: phrase.text, ...(isMonth && { from: MONTH.from, to: MONTH.to - 1 }) };
  const { functions } = await usageOf(url, async () => {
    const startedAt = performance.now();
    let cursor: string | undefined;
    do {
      const asked = { ...input, limit: PAGE - ids.length, ...(cursor !== undefined && { cursor }) };
      const page = (await person.ask(name, 'messages', asked)) as Found;
      ids.push(...page.hits.map(({ messageId }) => messageId));
      cursor = page.cursor;
      calls += 1;
    } while (cursor !== undefined && ids.length < PAGE && calls < CALLS_AT_MOST);
    ms = performance.now() - startedAt;
  });
  const { documents = 0, points = 0 } = functions[name] ?? {};
  return { ids, cost: { ms, documents, calls, points } };
}

function differing({ phrase, isMonth }: Job, ours: string[], theirs: string[]): string {
  const where = isMonth ? 'in a month' : 'in all time';
  return `“${phrase.text}” ${where}: ${ours.length} found, ${theirs.length} in plain text, not the same.`;
}

/** One phrase of each length and kind, in all time. */
function oneOfEach(samples: Sample[]): Sample[] {
  const whole = samples.filter(({ isMonth }) => !isMonth);
  return [...new Map(whole.map((sample) => [`${sample.phrase.length} ${sample.phrase.kind}`, sample])).values()];
}

function shuffled<T>(all: T[]): T[] {
  const random = randomOf(2);
  return all
    .map((each) => ({ each, at: random.next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ each }) => each);
}
