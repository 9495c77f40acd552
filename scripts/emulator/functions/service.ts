import { randomUUID } from 'node:crypto';
import type { MovableClock } from '../clock';
import type { Plain } from '../contract';
import { suffer, type Faults } from '../faults';
import type { Meter } from '../meter';
import type { Plan } from '../plans';
import { eventContext, eventEnvironment, type FunctionLimits } from './environment';
import type { Origin, RunningInvocation } from './invocation';
import type { FunctionLog } from './log';
import type { WorkerMessage } from './messages';
import { WorkerPool } from './pool';
import { readSource, type FunctionSource } from './source';
import { executeFailed, startWorker, type FunctionWorker } from './worker';

export type FunctionServiceOptions = {
  functionsFolder: string;
  workerFile: string;
  ownAppid: string;
  processEnvironment: Record<string, string>;
  plan: Plan;
  clock: MovableClock;
  faults: Faults;
  meter: Meter;
  log: FunctionLog;
};

type Running = {
  invocation: RunningInvocation;
  databaseCalls: number;
  /** After which database call an injected fault kills the process. */
  killAfter: number | undefined;
  worker?: FunctionWorker;
};

const workersPerFunction = 4;
const fewDatabaseCalls = 3;

/** The cloud functions of one environment: runs their events in worker processes, one event at a time in each. */
export class FunctionService {
  readonly #options: FunctionServiceOptions;
  readonly #pools = new Map<string, { version: number; workers: WorkerPool }>();
  readonly #retired: WorkerPool[] = [];
  readonly #running = new Map<string, Running>();
  readonly #mostDatabaseCalls = new Map<string, number>();

  constructor(options: FunctionServiceOptions) {
    this.#options = options;
  }

  /** Runs one event and answers the JSON text of what `main` returned. */
  async invoke(name: string, event: Plain, origin: Origin): Promise<string> {
    const strike = this.#options.faults.strike('function', name);
    return suffer(strike, 'FUNCTIONS_REQUEST_FAIL', () => this.#perform(name, event, origin, strike.kill));
  }

  /** The running invocation that a session token belongs to. */
  find(sessionToken: string): RunningInvocation | undefined {
    return this.#running.get(sessionToken)?.invocation;
  }

  /** Tells that a database call of this invocation was executed. */
  databaseCalled(requestId: string): void {
    const running = this.#running.get(requestId);
    if (!running) return;
    running.databaseCalls += 1;
    if (running.databaseCalls === running.killAfter) running.worker?.kill();
  }

  /** Kills the process that runs this invocation. */
  kill(requestId: string): void {
    this.#running.get(requestId)?.worker?.kill();
  }

  async close(): Promise<void> {
    const pools = [...this.#retired, ...[...this.#pools.values()].map(({ workers }) => workers)];
    await Promise.all(pools.map((pool) => pool.close()));
  }

  async #perform(name: string, event: Plain, origin: Origin, isToBeKilled: boolean): Promise<string> {
    const source = readSource(this.#options.functionsFolder, name);
    const invocation = { requestId: randomUUID(), functionName: name, ...origin };
    const killAfter = isToBeKilled ? this.#pickDatabaseCall(name) : undefined;
    const running: Running = { invocation, databaseCalls: 0, killAfter };
    this.#running.set(invocation.requestId, running);
    try {
      return textOf(await this.#poolOf(source).run((worker) => this.#runOn(worker, source, event, running)));
    } catch (error) {
      this.#log(running, `failed: ${error instanceof Error ? error.message : String(error)}`);
      throw error;
    } finally {
      this.#end(running);
    }
  }

  #end({ invocation: { requestId, functionName }, databaseCalls }: Running): void {
    this.#running.delete(requestId);
    const most = this.#mostDatabaseCalls.get(functionName) ?? 0;
    this.#mostDatabaseCalls.set(functionName, Math.max(most, databaseCalls));
  }

  async #runOn(worker: FunctionWorker, source: FunctionSource, event: Plain, running: Running) {
    running.worker = worker;
    const limits = this.#limitsOf(source);
    const job = {
      event,
      context: eventContext(running.invocation, limits),
      environment: eventEnvironment(running.invocation, this.#options.ownAppid),
      clockOffsetMs: this.#options.clock.offsetMs(),
    };
    const startedAt = performance.now();
    try {
      const message = await worker.run(job, limits.timeLimitMs);
      if (isCutShort(running)) throw executeFailed('The process was lost.');
      return message;
    } finally {
      this.#ran(running, limits, performance.now() - startedAt);
    }
  }

  #ran(running: Running, limits: FunctionLimits, ms: number): void {
    this.#options.meter.functionRan(running.invocation.functionName, (limits.memoryMb / 1024) * (ms / 1000));
    this.#log(running, `ran ${Math.round(ms)} ms, ${running.databaseCalls} database calls`);
  }

  #poolOf(source: FunctionSource): WorkerPool {
    const pool = this.#pools.get(source.name);
    if (pool?.version === source.version) return pool.workers;
    if (pool) this.#retire(pool.workers);
    const workers = new WorkerPool(() => this.#startWorker(source), workersPerFunction);
    this.#pools.set(source.name, { version: source.version, workers });
    return workers;
  }

  #retire(workers: WorkerPool): void {
    workers.retire();
    this.#retired.push(workers);
  }

  async #startWorker(source: FunctionSource): Promise<FunctionWorker> {
    const { workerFile, processEnvironment, log } = this.#options;
    const startedAt = performance.now();
    const worker = await startWorker({
      workerFile,
      folder: source.folder,
      environment: processEnvironment,
      memoryMb: this.#limitsOf(source).memoryMb,
      onOutput: (line, requestId) => log.write(source.name, requestId, `| ${line}`),
    });
    log.write(source.name, 'loading', `cold start ${Math.round(performance.now() - startedAt)} ms`);
    return worker;
  }

  #limitsOf({ config }: FunctionSource): FunctionLimits {
    const { plan } = this.#options;
    return {
      memoryMb: Math.min(config.memorySize, plan.memoryMb),
      timeLimitMs: Math.min(config.timeout, plan.timeoutSeconds) * 1000,
    };
  }

  #pickDatabaseCall(name: string): number {
    const most = this.#mostDatabaseCalls.get(name) ?? fewDatabaseCalls;
    return 1 + Math.floor(Math.random() * Math.max(1, most));
  }

  #log({ invocation }: Running, text: string): void {
    this.#options.log.write(invocation.functionName, invocation.requestId, text);
  }
}

function textOf(message: WorkerMessage): string {
  if (message.kind === 'result') return message.text;
  throw executeFailed(message.kind === 'error' ? message.message : 'The worker answered out of turn.');
}

/** An event that made fewer database calls than the fault waited for dies after its last one, its answer unsent. */
function isCutShort({ killAfter, databaseCalls }: Running): boolean {
  return killAfter !== undefined && databaseCalls > 0;
}
