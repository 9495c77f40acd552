import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { CloudError } from '../contract';
import type { Job, WorkerMessage } from './messages';

/** A process that holds one function's code and runs one event at a time. */
export interface FunctionWorker {
  /** Throws when the process was lost: it crashed, was killed, or ran into the limit. */
  run(job: Job, limitMs: number): Promise<WorkerMessage>;
  isAlive(): boolean;
  kill(): void;
}

export type WorkerOptions = {
  workerFile: string;
  folder: string;
  environment: Record<string, string>;
  memoryMb: number;
  onOutput: (line: string, requestId: string) => void;
};

const loadLimitMs = 30_000;

/** Starts a process and waits until it has loaded the function. */
export async function startWorker(options: WorkerOptions): Promise<FunctionWorker> {
  const child = fork(options.workerFile, [], {
    cwd: options.folder,
    env: options.environment,
    execArgv: [`--max-old-space-size=${options.memoryMb}`],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let requestId = 'loading';
  const onLine = (line: string) => options.onOutput(line, requestId);
  child.on('error', (error) => onLine(error.message));
  for (const output of [child.stdout, child.stderr]) if (output) forwardLines(output, onLine);
  await loaded(child);
  return {
    run: (job, limitMs) => {
      requestId = job.context.request_id;
      return runJob(child, job, limitMs);
    },
    isAlive: () => child.connected,
    kill: () => void child.kill('SIGKILL'),
  };
}

function forwardLines(output: Readable, onLine: (line: string) => void): void {
  createInterface({ input: output }).on('line', onLine);
}

async function loaded(child: ChildProcess): Promise<void> {
  try {
    const message = await nextMessage(child, loadLimitMs);
    if (message.kind === 'error') throw executeFailed(message.message);
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
}

async function runJob(child: ChildProcess, job: Job, limitMs: number): Promise<WorkerMessage> {
  const answer = nextMessage(child, limitMs);
  child.send(job, (error) => {
    if (error) child.disconnect();
  });
  const message = await answer;
  if (message.kind === 'error' && message.fatal) throw executeFailed(message.message);
  return message;
}

/** A lost process shows as `disconnect`, which unlike `exit` comes after the last message. */
async function nextMessage(child: ChildProcess, limitMs: number): Promise<WorkerMessage> {
  const settled = new AbortController();
  const { signal } = settled;
  const message = once(child, 'message', { signal }).then(([message]) => message as WorkerMessage);
  const lost = once(child, 'disconnect', { signal }).then(() => Promise.reject(executeFailed('The process was lost.')));
  const late = sleep(limitMs, undefined, { signal }).then(() => Promise.reject(timedOut(limitMs)));
  try {
    return await Promise.race([message, lost, late]);
  } finally {
    settled.abort();
  }
}

function timedOut(limitMs: number): CloudError {
  return executeFailed(`Invoking task timed out after ${limitMs / 1000} seconds`);
}

export function executeFailed(message: string): CloudError {
  return new CloudError('FUNCTIONS_EXECUTE_FAIL', message);
}
