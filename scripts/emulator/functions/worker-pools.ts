import type { Plan } from '../plans';
import type { FunctionLimits } from './environment';
import type { FunctionLog } from './log';
import { WorkerPool } from './pool';
import type { FunctionSource } from './source';
import { startWorker, type FunctionWorker } from './worker';

export type WorkerPoolsOptions = {
  workerFile: string;
  processEnvironment: Record<string, string>;
  plan: Plan;
  log: FunctionLog;
};

const workersPerFunction = 4;

/** The processes of all functions. Those of a function whose code has changed end after the events they have. */
export class WorkerPools {
  readonly #options: WorkerPoolsOptions;
  readonly #pools = new Map<string, { version: string; pool: WorkerPool }>();
  readonly #retired: WorkerPool[] = [];

  constructor(options: WorkerPoolsOptions) {
    this.#options = options;
  }

  /** The processes that run this code. */
  of(source: FunctionSource): WorkerPool {
    const found = this.#pools.get(source.name);
    if (found?.version === source.version) return found.pool;
    if (found) this.#retire(found.pool);
    const pool = new WorkerPool(() => this.#start(source), workersPerFunction);
    this.#pools.set(source.name, { version: source.version, pool });
    return pool;
  }

  async close(): Promise<void> {
    const pools = [...this.#retired, ...[...this.#pools.values()].map(({ pool }) => pool)];
    await Promise.all(pools.map((pool) => pool.close()));
  }

  #retire(pool: WorkerPool): void {
    pool.retire();
    this.#retired.push(pool);
  }

  async #start(source: FunctionSource): Promise<FunctionWorker> {
    const { workerFile, processEnvironment, plan, log } = this.#options;
    const tell = (text: string) => log.write(source.name, 'loading', text);
    const startedAt = performance.now();
    try {
      const worker = await startWorker({
        workerFile,
        folder: source.folder,
        environment: processEnvironment,
        memoryMb: limitsOf(source, plan).memoryMb,
        onOutput: (line, requestId) => log.write(source.name, requestId, `| ${line}`),
      });
      tell(`cold start ${Math.round(performance.now() - startedAt)} ms`);
      return worker;
    } catch (error) {
      tell(`did not start: ${error instanceof Error ? error.message : String(error)}`);
      throw error;
    }
  }
}

/** What a function may use: as configured, but not more than the plan allows. */
export function limitsOf({ config }: FunctionSource, plan: Plan): FunctionLimits {
  return {
    memoryMb: Math.min(config.memorySize, plan.memoryMb),
    timeLimitMs: Math.min(config.timeout, plan.timeoutSeconds) * 1000,
  };
}
