import { corpus, MEAN_LINES, type Talk } from '../../corpus/chinese';

const SEED = 6;
const DAY_MS = 86_400_000;
const YEAR_MS = 365 * DAY_MS;

/** The end of the year in which everything was said: long enough ago for nothing to be young. */
export const END = Math.floor(Date.now() / DAY_MS) * DAY_MS - 2 * DAY_MS;

/** A month in the middle of it. */
export const MONTH = { from: END - YEAR_MS / 2, to: END - YEAR_MS / 2 + 30 * DAY_MS };

/** A year of conversations with so many messages, whichever process asks. */
export function* talks(messages: number): Generator<Talk> {
  const gapMs = YEAR_MS / (messages / MEAN_LINES);
  let said = 0;
  for (const talk of corpus(SEED, { startAt: END - YEAR_MS, gapMs })) {
    const lines = talk.lines.slice(0, messages - said);
    if (lines.length > 0) yield { ...talk, lines };
    said += lines.length;
    if (said === messages) return;
  }
}

/** The collection of the same messages in plain text. */
export const PLAIN = 'plain_messages';

/** How many hits a page has, here and there. */
export const PAGE = 50;
