import { blind } from '../cloud/keys';
import { command, messages, reports } from '../cloud/db';
import { commonest, packed, rarestOf, unpacked, type Places } from '../domain/common-terms';

const ID = 'terms';

/** A list lasts: what is common does not change in an hour. */
const FRESH_MS = 3_600_000;

let known: { places: Places; until: number } | undefined;

/** The rarest of the terms, as the database knows it, by what is known of how common they are; undefined of none. */
export async function rarest(terms: readonly string[], now: number): Promise<number | undefined> {
  if (terms.length < 2) return blind(terms)[0];
  const places = await placesAt(now);
  return rarestOf(
    terms.map((text) => ({ text, value: blind([text])[0] ?? 0 })),
    places,
  );
}

async function placesAt(now: number): Promise<Places> {
  if (known && now < known.until) return known.places;
  const report = await reports.get(ID);
  const places: Places = report?.kind === 'terms' ? unpacked(report.terms) : new Map();
  known = { places, until: now + FRESH_MS };
  return places;
}

/** Messages that are looked at to learn which terms are common: some at each of these times. */
const TIMES = 25;
const EACH = 100;

/** Nothing is learnt for longer, and nothing again for a while. */
const BUDGET_MS = 800;
const PAUSE_MS = 12 * 3_600_000;

/** Looks at messages from all times and writes down which terms are the commonest. */
export async function learnCommonTerms(now: number): Promise<void> {
  const last = await reports.get(ID);
  if (last?.kind === 'terms' && now - last.at < PAUSE_MS) return;
  const [first] = await messages.find({}, { sort: ['sentAt', 'asc'], limit: 1, fields: ['sentAt'] });
  if (!first) return;
  const step = (now - first.sentAt) / TIMES;
  const seen = new Map<string, { terms: number[] }>();
  for (let time = TIMES - 1; time >= 0 && Date.now() - now < BUDGET_MS; time -= 1) {
    for (const one of await after(first.sentAt + time * step)) seen.set(one._id, one);
  }
  await reports.put({
    _id: ID,
    kind: 'terms',
    at: now,
    sampled: seen.size,
    terms: packed(commonest([...seen.values()])),
  });
}

const after = (at: number) =>
  messages.find({ sentAt: command.gte(at) }, { sort: ['sentAt', 'asc'], limit: EACH, fields: ['_id', 'terms'] });
