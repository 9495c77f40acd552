import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { CHECK_AFTER_MS } from '../../cloudfunctions/common/domain/checks';
import { seedDemo } from '../../scripts/demo/seed';
import type { CloudOptions } from '../../scripts/emulator/cloud';
import type { Fault } from '../../scripts/emulator/faults';
import type { PlanName } from '../../scripts/emulator/plans';
import type { Usage } from '../../scripts/emulator/meter';
import { CLOUD_PROCESS, outputFolder } from './function-folder';
import { post } from './people';

export type TestCloudOptions = Partial<Omit<CloudOptions, 'workerFile' | 'dataFolder'>>;

/** A local cloud in a process and a data folder of its own, and the handles of `/local`. */
export interface TestCloud {
  readonly url: string;
  readonly dataFolder: string;
  addFault(fault: Fault): Promise<void>;
  clearFaults(): Promise<void>;
  /** Moves the cloud's clock forward, on top of earlier moves. */
  moveClock(ms: number): Promise<void>;
  /** Runs a timer now; answers what its function returned. */
  runTimer(name: string): Promise<unknown>;
  usage(): Promise<Usage>;
  resetUsage(): Promise<void>;
  /** `kill -9`. */
  kill(): Promise<void>;
  /** Starts it again on the same port and data. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** Lets the sweep keep what has been said so far, so that nobody who comes by has to. */
export async function settle(cloud: Pick<TestCloud, 'moveClock' | 'runTimer'>): Promise<void> {
  await cloud.moveClock(CHECK_AFTER_MS + 1000);
  await cloud.runTimer('sweep');
}

/** What a function asked of the database; the cloud's own timers, which run whenever they are due, are not among it. */
export const databaseCalls = (used: Usage['functions'][string] | undefined): number =>
  used ? used.reads + used.writes : 0;

/** Starts a cloud on a free port with an empty data folder: with the real functions and the demo's people, or with a test's functions. */
export async function startTestCloud(options: TestCloudOptions = {}): Promise<TestCloud> {
  const folder = outputFolder('cloud');
  const settings = settingsIn(folder, options);
  let { child, url } = await launch(settings);
  if (options.functionsFolder === undefined) await seedDemo(url);

  return {
    url,
    dataFolder: settings.dataFolder,
    ...controls(url),
    kill: () => end(child, 'SIGKILL'),
    async restart() {
      ({ child, url } = await launch({ ...settings, port: Number(new URL(url).port) }));
    },
    async close() {
      await end(child, 'SIGTERM');
      rmSync(folder, { recursive: true });
    },
  };
}

function settingsIn(folder: string, options: TestCloudOptions): CloudOptions {
  return {
    port: 0,
    plan: planOfThisRun(),
    functionsFolder: path.resolve('dist/cloudfunctions'),
    pagesFolder: path.resolve('dist/simulator'),
    rulesFile: path.resolve('database-rules.json'),
    indexesFile: path.resolve('database-indexes.json'),
    ...options,
    dataFolder: path.join(folder, 'data'),
    workerFile: path.resolve('dist/local-cloud/worker.cjs'),
  };
}

/** The limits that tests run under which do not choose theirs: `npm run soak -- personal` takes the tighter ones. */
const planOfThisRun = (): PlanName => (process.env['PLAN'] === 'personal' ? 'personal' : 'standard');

async function launch(options: CloudOptions): Promise<{ child: ChildProcess; url: string }> {
  const child = fork(CLOUD_PROCESS, [JSON.stringify(options)], { execArgv: [] });
  const failed = once(child, 'exit').then(() => Promise.reject(new Error('The local cloud did not start.')));
  const [url] = (await Promise.race([once(child, 'message'), failed])) as [string];
  failed.catch(() => undefined);
  return { child, url };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
}

function controls(url: string) {
  const local = (route: string, body: object = {}) => post(`${url}/local/${route}`, body);
  let offsetMs = 0;
  return {
    addFault: async (fault: Fault) => void (await local('faults', fault)),
    clearFaults: async () => void (await fetch(`${url}/local/faults`, { method: 'DELETE' })),
    async moveClock(ms: number) {
      offsetMs += ms;
      await local('clock', { offsetMs });
    },
    async runTimer(name: string) {
      const { result, message } = (await local('timers/run', { name })) as { result?: unknown; message?: string };
      if (message !== undefined) throw new Error(message);
      return result;
    },
    usage: async () => (await (await fetch(`${url}/local/usage`)).json()) as Usage,
    resetUsage: async () => void (await local('usage/reset')),
  };
}
