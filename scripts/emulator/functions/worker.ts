import { fork, type ChildProcess } from 'node:child_process';
import { on, once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CloudError } from '../contract';
import { executeFailed, memoryExceeded, timedOut } from './failures';
import type { Job, WorkerAnswer, WorkerMessage } from './messages';

/** What `main` returned or threw. */
export type Outcome = Extract<WorkerAnswer, { kind: 'result' | 'error' }>;

/** A process that holds one function's code and runs one event at a time. */
export interface FunctionWorker {
  /** Throws when the process was lost: it crashed, was killed, or ran into a limit. */
  run(job: Job, limitMs: number): Promise<Outcome>;
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

type Lasting = { child: ChildProcess; memoryMb: number };

const loadLimitMs = 30_000;

/** What a Node.js process needs beside the heap of its program. */
const runtimeMb = 64;

/** Starts a process and waits until it has loaded the function. */
export async function startWorker(options: WorkerOptions): Promise<FunctionWorker> {
  const { memoryMb } = options;
  const child = startProcess(options);
  let requestId = 'loading';
  const onLine = (line: string) => options.onOutput(line, requestId);
  child.on('message', (message: WorkerMessage) => void (message.kind === 'output' && onLine(message.line)));
  child.on('error', (error) => onLine(error.message));
  forwardRawLines(child, onLine);
  await load({ child, memoryMb });
  return {
    run: (job, limitMs) => {
      requestId = job.context.request_id;
      return runJob({ child, memoryMb }, job, limitMs);
    },
    isAlive: () => child.connected,
    kill: () => void child.kill('SIGKILL'),
  };
}

function startProcess({ workerFile, folder, environment, memoryMb }: WorkerOptions): ChildProcess {
  const heapMb = Math.round(Math.max(memoryMb - runtimeMb, memoryMb / 2));
  return fork(workerFile, [String(memoryMb)], {
    cwd: folder,
    env: environment,
    execArgv: [`--max-old-space-size=${heapMb}`],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
}

/** What a process prints past its own `console`: a native library's words, or the last ones of Node.js. */
function forwardRawLines({ stdout, stderr }: ChildProcess, onLine: (line: string) => void): void {
  for (const output of [stdout, stderr]) if (output) createInterface({ input: output }).on('line', onLine);
}

async function load(worker: Lasting): Promise<void> {
  try {
    const answer = await nextAnswer(worker, loadLimitMs);
    if (answer.kind !== 'loaded') throw failureOf(answer, worker.memoryMb);
  } catch (error) {
    worker.child.kill('SIGKILL');
    throw error;
  }
}

async function runJob(worker: Lasting, job: Job, limitMs: number): Promise<Outcome> {
  const { child, memoryMb } = worker;
  if (!child.connected) throw lossOf(worker);
  const coming = nextAnswer(worker, limitMs);
  child.send(job, (error) => {
    if (error) child.kill('SIGKILL');
  });
  const answer = await coming;
  if (answer.kind === 'result' || answer.kind === 'error') return answer;
  throw failureOf(answer, memoryMb);
}

async function nextAnswer(worker: Lasting, limitMs: number): Promise<WorkerAnswer> {
  const settled = new AbortController();
  const { signal } = settled;
  const late = sleep(limitMs, undefined, { signal }).then(() => Promise.reject(timedOut(limitMs)));
  try {
    return await Promise.race([answered(worker.child, signal), lost(worker, signal), late]);
  } finally {
    settled.abort();
  }
}

async function answered(child: ChildProcess, signal: AbortSignal): Promise<WorkerAnswer> {
  for await (const [message] of on(child, 'message', { signal }) as AsyncIterable<[WorkerMessage]>) {
    if (message.kind !== 'output') return message;
  }
  throw executeFailed('The process says nothing any more.');
}

/** A lost process shows as `disconnect`, which unlike `exit` comes after the last message. */
async function lost(worker: Lasting, signal: AbortSignal): Promise<never> {
  const { child } = worker;
  await once(child, 'disconnect', { signal });
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit', { signal });
  throw lossOf(worker);
}

/** Node.js aborts itself when its heap is full. */
function lossOf({ child, memoryMb }: Lasting): CloudError {
  const isAborted = child.signalCode === 'SIGABRT' || child.exitCode === 134;
  return isAborted ? memoryExceeded(memoryMb) : executeFailed('The process was lost.');
}

function failureOf(answer: WorkerAnswer, limitMb: number): CloudError {
  switch (answer.kind) {
    case 'error':
    case 'fatal':
      return executeFailed(answer.message);
    case 'memory':
      return memoryExceeded(limitMb, answer.memoryMb);
    default:
      return executeFailed(`The process answered "${answer.kind}" out of turn.`);
  }
}
