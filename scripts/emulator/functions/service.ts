import type { MovableClock } from '../clock';
import type { Plain } from '../contract';
import { suffer, type Faults } from '../faults';
import type { Meter } from '../meter';
import { eventContext, eventEnvironment, type FunctionLimits } from './environment';
import { executeFailed } from './failures';
import type { Origin, RunningInvocation } from './invocation';
import { isAwaited, isCutShort, RunningEvents, type RunningEvent } from './running-events';
import { readSource, readSources, type FunctionSource } from './source';
import type { FunctionWorker, Outcome } from './worker';
import { limitsOf, WorkerPools, type WorkerPoolsOptions } from './worker-pools';

export type FunctionServiceOptions = WorkerPoolsOptions & {
  functionsFolder: string;
  ownAppid: string;
  clock: MovableClock;
  faults: Faults;
  meter: Meter;
};

/** When an event began to run, and whether it was the first of its process. */
type Start = { at: number; isCold: boolean };

/** The cloud functions of one environment: runs their events in worker processes, one event at a time in each. */
export class FunctionService {
  readonly #options: FunctionServiceOptions;
  readonly #pools: WorkerPools;
  readonly #events = new RunningEvents();
  /** Processes that have run an event or were started ahead. */
  readonly #warm = new WeakSet<FunctionWorker>();
  #isClosed = false;

  constructor(options: FunctionServiceOptions) {
    this.#options = options;
    this.#pools = new WorkerPools(options);
  }

  /** Runs one event and answers the JSON text of what `main` returned. */
  async invoke(name: string, event: Plain, origin: Origin): Promise<string> {
    const strike = this.#options.faults.strike('function', name);
    return suffer(strike, 'FUNCTIONS_REQUEST_FAIL', () => this.#perform(name, event, origin, strike.kill));
  }

  /** The running invocation that a session token belongs to. */
  find(sessionToken: string): RunningInvocation | undefined {
    return this.#events.find(sessionToken)?.invocation;
  }

  /** Tells that a database call of this invocation was executed. */
  databaseCalled(requestId: string): void {
    this.#events.databaseCalled(requestId);
  }

  /** Kills the process that runs this invocation. */
  kill(requestId: string): void {
    this.#events.find(requestId)?.worker?.kill();
  }

  /** Starts a process for each function, one after the other, so that first calls do not wait for it. */
  async warmUp(): Promise<void> {
    for (const source of readSources(this.#options.functionsFolder)) {
      if (this.#isClosed) return;
      for (const worker of await this.#pools.of(source).warm()) this.#warm.add(worker);
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#pools.close();
  }

  async #perform(name: string, event: Plain, origin: Origin, isToBeKilled: boolean): Promise<string> {
    const source = readSource(this.#options.functionsFolder, name);
    const running = this.#events.begin(name, origin, isToBeKilled);
    try {
      const run = (worker: FunctionWorker) => this.#runOn(worker, source, event, running);
      return textOf(await this.#pools.of(source).run(run, () => isAwaited(running)));
    } catch (error) {
      this.#log(running, `failed: ${error instanceof Error ? error.message : String(error)}`);
      throw error;
    } finally {
      this.#events.end(running);
    }
  }

  async #runOn(worker: FunctionWorker, source: FunctionSource, event: Plain, running: RunningEvent): Promise<Outcome> {
    running.worker = worker;
    const limits = limitsOf(source, this.#options.plan);
    const start = { at: performance.now(), isCold: !this.#warm.has(worker) };
    this.#warm.add(worker);
    try {
      const outcome = await worker.run(this.#jobOf(event, running, limits), limits.timeLimitMs);
      if (isCutShort(running)) throw executeFailed('The process was lost.');
      this.#ran(running, limits, start, outcome);
      return outcome;
    } catch (error) {
      running.isLost = true;
      this.#ran(running, limits, start);
      throw error;
    }
  }

  #jobOf(event: Plain, { invocation }: RunningEvent, limits: FunctionLimits) {
    return {
      event,
      context: eventContext(invocation, limits),
      environment: eventEnvironment(invocation, this.#options.ownAppid),
      clockOffsetMs: this.#options.clock.offsetMs(),
    };
  }

  #ran(running: RunningEvent, { memoryMb }: FunctionLimits, { at, isCold }: Start, outcome?: Outcome): void {
    const ms = performance.now() - at;
    const gbs = (memoryMb / 1024) * (ms / 1000);
    this.#options.meter.functionRan(running.invocation.functionName, { gbs, isCold });
    const used = outcome?.kind === 'result' ? `, ${outcome.memoryMb} MB` : '';
    const temperature = isCold ? 'cold' : 'warm';
    this.#log(running, `ran ${Math.round(ms)} ms, ${running.databaseCalls} database calls, ${temperature}${used}`);
  }

  #log({ invocation }: RunningEvent, text: string): void {
    this.#options.log.write(invocation.functionName, invocation.requestId, text);
  }
}

function textOf(outcome: Outcome): string {
  if (outcome.kind === 'result') return outcome.text;
  throw executeFailed(outcome.message);
}
