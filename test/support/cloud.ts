import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { seedDemo } from '../../scripts/demo/seed';
import { startCloud } from '../../scripts/emulator/cloud';
import type { Fault } from '../../scripts/emulator/faults';
import type { Usage } from '../../scripts/emulator/meter';
import { post } from './people';

const root = path.join(__dirname, '../..');

/** A local cloud with the real functions and the demo's people, and the handles of `/local`. */
export interface TestCloud {
  url: string;
  dataFolder: string;
  addFault(fault: Fault): Promise<void>;
  clearFaults(): Promise<void>;
  /** Moves the cloud's clock forward, on top of earlier moves. */
  moveClock(ms: number): Promise<void>;
  runTimer(name: string): Promise<unknown>;
  usage(): Promise<Usage>;
  resetUsage(): Promise<void>;
  close(): Promise<void>;
}

/** Starts a cloud on a free port with an empty data folder, which goes when it closes. */
export async function startTestCloud(): Promise<TestCloud> {
  const dataFolder = await mkdtemp(path.join(os.tmpdir(), 'kefu-cloud-'));
  const cloud = await startCloud({
    port: 0,
    plan: 'standard',
    dataFolder,
    functionsFolder: path.join(root, 'dist/cloudfunctions'),
    pagesFolder: path.join(root, 'dist/simulator'),
    rulesFile: path.join(root, 'database-rules.json'),
    indexesFile: path.join(root, 'database-indexes.json'),
    workerFile: path.join(root, 'dist/local-cloud/worker.cjs'),
  });
  await seedDemo(cloud.url);
  const local = (route: string, body: unknown = {}) => post(`${cloud.url}/local/${route}`, body);
  let offsetMs = 0;

  return {
    url: cloud.url,
    dataFolder,
    addFault: async (fault) => void (await local('faults', fault)),
    clearFaults: async () => void (await fetch(`${cloud.url}/local/faults`, { method: 'DELETE' })),
    async moveClock(ms) {
      offsetMs += ms;
      await local('clock', { offsetMs });
    },
    runTimer: (name) => local('timers/run', { name }),
    usage: async () => (await (await fetch(`${cloud.url}/local/usage`)).json()) as Usage,
    resetUsage: async () => void (await local('usage/reset')),
    async close() {
      await cloud.close();
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}
