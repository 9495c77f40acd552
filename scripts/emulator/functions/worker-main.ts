import { createRequire } from 'node:module';
import path from 'node:path';
import { followCloudClock, setClockOffset } from './worker-clock';
import type { Job, WorkerMessage } from './messages';

type Main = (event: unknown, context: unknown) => unknown;

let lastEnvironment: Record<string, string> = {};

function send(message: WorkerMessage): Promise<void> {
  return new Promise((resolve, reject) => {
    process.send?.(message, (error: Error | null) => (error === null ? resolve() : reject(error)));
  });
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** Whatever became of the report, a process in an unknown state takes no further event. */
function fail(error: unknown): void {
  const report: WorkerMessage = { kind: 'error', message: describe(error), fatal: true };
  process.send?.(report, () => process.exit(1));
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

async function perform(main: Main, job: Job): Promise<WorkerMessage> {
  enter(job);
  try {
    const result = await main(job.event, job.context);
    return { kind: 'result', text: JSON.stringify(result) ?? 'null' };
  } catch (error) {
    return { kind: 'error', message: describe(error), fatal: false };
  }
}

async function serve(): Promise<void> {
  const main = loadMain(process.cwd());
  process.on('message', (job: Job) => {
    perform(main, job).then(send).catch(fail);
  });
  await send({ kind: 'loaded' });
}

process.on('unhandledRejection', fail);
process.on('uncaughtException', fail);
process.on('disconnect', () => process.exit());
followCloudClock();
serve().catch(fail);
