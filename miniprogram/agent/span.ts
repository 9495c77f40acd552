import { leading } from './text/leading';

const says = leading.span;

/** How long something takes, as one says it: seconds at first, then minutes, then hours. */
export function spanText(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return says.seconds(seconds);
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? says.minutes(minutes) : says.hours(Math.floor(minutes / 60), minutes % 60);
}
