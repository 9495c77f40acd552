import { bundleNode } from './bundle';

/** Writes dist/local-cloud: the command, and the process it forks for each running function. */
export async function buildCloud(): Promise<void> {
  await Promise.all([
    bundleNode('scripts/emulator/main.ts', 'dist/local-cloud/main.mjs'),
    bundleNode('scripts/emulator/functions/worker-main.ts', 'dist/local-cloud/worker.cjs'),
  ]);
}
