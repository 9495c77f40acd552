import { WAIT_STEPS_MS } from '../protocol/limits';
import type { Outcome, Share } from '../protocol/report';
import type { AgentDocument } from '../protocol/documents';
import type { Day } from './day';
import { quantile } from './numbers';
import type { Course, Service } from './replay';

/** What a day's customers met, in numbers. `seconds` is the wait that counts as in time. */
export function outcomeOf({ services, unserved }: Course, { agents }: Day, seconds: number): Outcome {
  const waits = services.map(({ waitMs }) => waitMs);
  return {
    arrived: services.length + unserved.length,
    served: services.length,
    unserved: unserved.length,
    byOverflow: services.filter(({ isOverflow }) => isOverflow).length,
    inTime: waits.filter((waitMs) => waitMs <= seconds * 1000).length,
    ...(waits.length > 0 && { wait: waitOf(waits) }),
    spans: spansOf(waits),
    shares: agents.map((agent) => shareOf(agent, services)).filter(({ served }) => served > 0),
  };
}

const waitOf = (waits: readonly number[]) => ({
  medianMs: quantile(waits, 0.5) ?? 0,
  p90Ms: quantile(waits, 0.9) ?? 0,
  maxMs: quantile(waits, 1) ?? 0,
});

function spansOf(waits: readonly number[]): number[] {
  const steps = [...WAIT_STEPS_MS, Infinity];
  return steps.map((most, index) => waits.filter((wait) => wait <= most && wait > (steps[index - 1] ?? -1)).length);
}

function shareOf({ _id: id, name, capacity }: AgentDocument, services: readonly Service[]): Share {
  const own = services.filter(({ agentId }) => agentId === id);
  const busyMs = own.reduce((sum, one) => sum + one.busyMs, 0);
  return { id, name, capacity, busyMs, served: own.length, most: mostAtOnce(own) };
}

/** How many of them went on at one moment; one that ends makes room for one that begins then. */
function mostAtOnce(services: readonly Service[]): number {
  const steps = services
    .flatMap(({ at, busyMs }) => [
      { at, by: 1 },
      { at: at + busyMs, by: -1 },
    ])
    .sort((a, b) => a.at - b.at || a.by - b.by);
  let [now, most] = [0, 0];
  for (const { by } of steps) most = Math.max(most, (now += by));
  return most;
}
