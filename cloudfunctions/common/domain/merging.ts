/** What was read of a stream, in its order, and whether there is more of it. */
export type Stretch<T> = { messages: readonly T[]; hasMore: boolean };

/**
 * Messages of several streams by when they were sent, each stream in its own order. It ends where a stream is used up that has more:
 * what comes next there may be older than the rest.
 */
export function mergedInTime<T extends { sentAt: number }>(stretches: readonly Stretch<T>[]): T[] {
  const queues = stretches.map(({ messages, hasMore }) => ({ left: [...messages], hasMore }));
  const merged: T[] = [];
  while (!queues.some(({ left, hasMore }) => hasMore && left.length === 0)) {
    const next = earliest(queues.map(({ left }) => left));
    if (!next) break;
    merged.push(next);
  }
  return merged;
}

/** Takes the earliest of what stands first. */
function earliest<T extends { sentAt: number }>(queues: T[][]): T | undefined {
  const waiting = queues.filter((queue) => queue.length > 0);
  const [first, ...others] = waiting;
  return others.reduce((best, queue) => (sentAtOf(queue) < sentAtOf(best) ? queue : best), first ?? []).shift();
}

const sentAtOf = ([first]: readonly { sentAt: number }[]): number => first?.sentAt ?? Infinity;
