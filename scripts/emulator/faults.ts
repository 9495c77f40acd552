import { setTimeout as sleep } from 'node:timers/promises';
import * as v from 'valibot';
import { CloudError } from './contract';

const fieldsSchema = v.object({
  target: v.picklist(['database', 'function', 'ws', 'storage', 'openapi']),
  match: v.optional(v.string()),
  kind: v.picklist(['error', 'drop', 'delay', 'duplicate', 'kill']),
  rate: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
  count: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  ms: v.optional(v.pipe(v.number(), v.minValue(0))),
});

export type Fault = v.InferOutput<typeof fieldsSchema>;

/**
 * Trouble on demand, as `/local/faults` takes it. `match` is a collection, a function, a frame type, `upload`,
 * `download` or a storage action, or the name of an open API.
 */
export const faultSchema = v.pipe(
  fieldsSchema,
  v.check(
    ({ target, kind }) => target !== 'ws' || kind !== 'kill',
    'No process handles a frame that could be killed: ws takes error, drop, delay and duplicate.',
  ),
);

/** Everything that goes wrong with one request or frame. */
export type Strike = { error: boolean; drop: boolean; duplicate: boolean; kill: boolean; delayMs: number };

export interface Faults {
  add(fault: Fault): void;
  clear(): void;
  /** Throws the dice of every fault that fits, and uses up its count. */
  strike(target: Fault['target'], name: string): Strike;
}

/** The request was executed, and its connection is to be closed without an answer. */
export class DroppedAnswer extends Error {}

const defaultDelayMs = 1000;

/** The faults in force. */
export function createFaults(random: () => number = Math.random): Faults {
  let active: Fault[] = [];
  const hits = (fault: Fault) => random() < fault.rate;

  return {
    add(fault) {
      active.push({ ...fault });
    },
    clear() {
      active = [];
    },
    strike(target, name) {
      const fitting = active.filter((fault) => fault.target === target && (fault.match ?? name) === name);
      const hit = fitting.filter(hits);
      for (const fault of hit) if (fault.count !== undefined) fault.count -= 1;
      active = active.filter((fault) => fault.count !== 0);
      return combine(hit);
    },
  };
}

function combine(faults: Fault[]): Strike {
  const has = (kind: Fault['kind']) => faults.some((fault) => fault.kind === kind);
  const delays = faults.filter((fault) => fault.kind === 'delay').map((fault) => fault.ms ?? defaultDelayMs);
  return {
    error: has('error'),
    drop: has('drop'),
    duplicate: has('duplicate'),
    kill: has('kill'),
    delayMs: delays.reduce((sum, ms) => sum + ms, 0),
  };
}

/** Runs a request as the strike has it: late, not at all, twice at once, or without its answer. */
export async function suffer<T>(strike: Strike, errorCode: string, run: () => Promise<T>): Promise<T> {
  if (strike.delayMs > 0) await sleep(strike.delayMs);
  if (strike.error) throw new CloudError(errorCode, 'An injected fault refused this request; nothing was executed.');
  const runs = strike.duplicate ? [run(), run()] : [run()];
  const [first] = await Promise.allSettled(runs);
  if (strike.drop || first === undefined) throw new DroppedAnswer('An injected fault dropped this answer.');
  if (first.status === 'rejected') throw first.reason;
  return first.value;
}
