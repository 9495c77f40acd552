import { executeFailed } from './failures';
import type { FunctionWorker } from './worker';

type Waiting = {
  isWanted: () => boolean;
  resolve: (worker: FunctionWorker) => void;
  reject: (error: unknown) => void;
};

/** The processes of one function. A call takes the one used last, a new one while there is room, or waits its turn. */
export class WorkerPool {
  readonly #start: () => Promise<FunctionWorker>;
  readonly #capacity: number;
  readonly #workers = new Set<FunctionWorker>();
  readonly #starting = new Set<Promise<void>>();
  #idle: FunctionWorker[] = [];
  #waiting: Waiting[] = [];
  #isRetired = false;

  constructor(start: () => Promise<FunctionWorker>, capacity: number) {
    this.#start = start;
    this.#capacity = capacity;
  }

  /**
   * Lends a worker for one event; it is given back unless `use` throws, which means its process is lost.
   * An event that is not wanted any more when its turn comes is refused.
   */
  async run<T>(use: (worker: FunctionWorker) => Promise<T>, isWanted: () => boolean): Promise<T> {
    const worker = await this.#acquire(isWanted);
    let isKept = false;
    try {
      const result = await use(worker);
      isKept = true;
      return result;
    } finally {
      this.#giveBack(worker, isKept);
    }
  }

  /** Starts the first process before anybody asks for it; answers the idle ones. */
  async warm(): Promise<readonly FunctionWorker[]> {
    if (this.#workers.size + this.#starting.size === 0) this.#grow();
    await Promise.all(this.#starting);
    return [...this.#idle];
  }

  /** Lets running and waiting events end and keeps no worker warm: the function's code has changed. */
  retire(): void {
    this.#isRetired = true;
    this.#dropIdle();
  }

  /** Kills every process. */
  async close(): Promise<void> {
    this.retire();
    for (const waiting of this.#waiting.splice(0)) waiting.reject(executeFailed('The cloud is shutting down.'));
    await Promise.all(this.#starting);
    for (const worker of this.#workers) worker.kill();
  }

  #acquire(isWanted: () => boolean): Promise<FunctionWorker> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ isWanted, resolve, reject });
      this.#serveWaiting();
    });
  }

  #serveWaiting(): void {
    this.#idle = this.#idle.filter((worker) => worker.isAlive() || this.#forget(worker));
    this.#waiting = this.#waiting.filter((waiting) => waiting.isWanted() || refuse(waiting));
    while (this.#waiting.length > 0 && this.#idle.length > 0) this.#lend();
    while (this.#starting.size < this.#waiting.length && this.#hasRoom()) this.#grow();
    if (this.#isRetired) this.#dropIdle();
  }

  #lend(): void {
    const worker = this.#idle.pop();
    if (worker) this.#waiting.shift()?.resolve(worker);
  }

  #hasRoom(): boolean {
    return this.#workers.size + this.#starting.size < this.#capacity;
  }

  #grow(): void {
    const starting = this.#addWorker().finally(() => {
      this.#starting.delete(starting);
      this.#serveWaiting();
    });
    this.#starting.add(starting);
  }

  async #addWorker(): Promise<void> {
    try {
      const worker = await this.#start();
      this.#workers.add(worker);
      this.#idle.push(worker);
    } catch (error) {
      this.#waiting.shift()?.reject(error);
    }
  }

  #giveBack(worker: FunctionWorker, isKept: boolean): void {
    if (isKept) this.#idle.push(worker);
    else this.#forget(worker);
    this.#serveWaiting();
  }

  #dropIdle(): void {
    for (const worker of this.#idle.splice(0)) this.#forget(worker);
  }

  #forget(worker: FunctionWorker): false {
    worker.kill();
    this.#workers.delete(worker);
    return false;
  }
}

function refuse({ reject }: Waiting): false {
  reject(executeFailed('The function that asked for this call has ended.'));
  return false;
}
