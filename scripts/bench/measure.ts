/** What one thing cost beside another, measured in turns: medians in milliseconds. */
export type Beside = { ours: number; bare: number };

type Round = (round: number) => unknown;

/** Runs both in turns, so that whatever else the machine does hits both alike; the first tenth only warms up. */
export async function beside(rounds: number, ours: Round, bare: Round): Promise<Beside> {
  const times: { ours: number[]; bare: number[] } = { ours: [], bare: [] };
  for (let round = 0; round < rounds; round += 1) {
    times.ours.push(await timed(ours, round));
    times.bare.push(await timed(bare, round));
  }
  const settled = (all: number[]) => median(all.slice(Math.floor(rounds / 10)));
  return { ours: settled(times.ours), bare: settled(times.bare) };
}

async function timed(work: Round, round: number): Promise<number> {
  const startedAt = performance.now();
  await work(round);
  return performance.now() - startedAt;
}

export function median(values: number[]): number {
  return quantile(values, 0.5);
}

/** The value that the given share of all values does not exceed. */
export function quantile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}
