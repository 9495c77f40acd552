import { createRequire } from 'node:module';
import path from 'node:path';
import { followCloudClock, setClockOffset } from './worker-clock';
import { usedMemoryMb, watchMemory } from './worker-memory';
import { captureOutput } from './worker-output';
import type { Job, WorkerAnswer, WorkerMessage } from './messages';

type Main = (event: unknown, context: unknown) => unknown;

/** The one argument of the process. */
const memoryLimitMb = Number(process.argv[2]);

const output = captureOutput((line) => post({ kind: 'output', line }));
let lastEnvironment: Record<string, string> = {};

function post(message: WorkerMessage): void {
  process.send?.(message);
}

function answer(message: WorkerAnswer): Promise<void> {
  output.flush();
  return new Promise((resolve, reject) => {
    process.send?.(message, (error: Error | null) => (error === null ? resolve() : reject(error)));
  });
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** Whatever becomes of the report, a process in an unknown state takes no further event. */
function endWith(report: WorkerAnswer): void {
  output.flush();
  process.send?.(report, () => process.exit(1));
}

function fail(error: unknown): void {
  endWith({ kind: 'fatal', message: describe(error) });
}

function loadMain(folder: string): Main {
  const loaded: unknown = createRequire(path.join(folder, 'index.js'))('./index.js');
  const main = (loaded as { main?: unknown }).main;
  if (typeof main !== 'function') throw new TypeError('index.js does not export main');
  return main as Main;
}

function enter(job: Job): void {
  for (const name of Object.keys(lastEnvironment)) delete process.env[name];
  Object.assign(process.env, job.environment);
  lastEnvironment = job.environment;
  setClockOffset(job.clockOffsetMs);
}

/** Code that never waited may have taken what it liked unseen. */
function resultOf(value: unknown): WorkerAnswer {
  const memoryMb = usedMemoryMb();
  if (memoryMb > memoryLimitMb) return { kind: 'memory', memoryMb };
  return { kind: 'result', text: JSON.stringify(value) ?? 'null', memoryMb };
}

async function perform(main: Main, job: Job): Promise<WorkerAnswer> {
  enter(job);
  try {
    const result = await main(job.event, job.context);
    return resultOf(result);
  } catch (error) {
    return { kind: 'error', message: describe(error) };
  }
}

async function serve(): Promise<void> {
  const main = loadMain(process.cwd());
  process.on('message', (job: Job) => {
    perform(main, job).then(answer).catch(fail);
  });
  await answer({ kind: 'loaded' });
}

process.on('unhandledRejection', fail);
process.on('uncaughtException', fail);
process.on('disconnect', () => process.exit());
watchMemory(memoryLimitMb, (memoryMb) => endWith({ kind: 'memory', memoryMb }));
followCloudClock();
serve().catch(fail);
