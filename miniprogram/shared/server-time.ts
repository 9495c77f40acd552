/** The cloud's clock is ahead of the phone's by something between these. */
type Offset = { least: number; most: number };

/** How old news may be that is pushed: mostly they come at once, but after a break it may be all that was missed. */
const PUSHED_WITHIN_MS = 10_000;

let known: Offset = { least: -Infinity, most: Infinity };
let doubtful: Offset | undefined;
let offset = 0;

/** The cloud's clock as far as this phone can tell: its own may be minutes off. */
export const serverNow = (): number => toServerTime(Date.now());

/** What the cloud's clock showed when the phone's showed this. */
export const toServerTime = (phoneTime: number): number => phoneTime + offset;

/** The cloud's clock showed `at` at some moment between `since`, by the phone's clock, and now. */
export function learnFromReply(at: number, since: number): void {
  take({ least: at - Date.now(), most: at - since }, true);
}

/** The cloud's clock showed `at` not long ago, or else longer ago than it seems. */
export function learnFromPush(at: number): void {
  const now = Date.now();
  take({ least: at - now, most: at - now + PUSHED_WITHIN_MS }, false);
}

/** What does not fit means that the phone's clock was set anew; a push alone may just be late, two that agree are not. */
function take(sample: Offset, isSure: boolean): void {
  const both = common(known, sample);
  const isConfirmed = isSure || (doubtful && common(doubtful, sample));
  doubtful = both || isConfirmed ? undefined : sample;
  if (both) known = both;
  else if (isConfirmed) known = sample;
  offset = Math.min(Math.max(offset, known.least), known.most);
}

function common(a: Offset, b: Offset): Offset | undefined {
  const [least, most] = [Math.max(a.least, b.least), Math.min(a.most, b.most)];
  return least <= most ? { least, most } : undefined;
}
