import { bundleCloud, bundleWorker } from './bundle';

/** Writes dist/local-cloud: the command and the worker process it forks. */
export async function buildCloud(): Promise<void> {
  await Promise.all([bundleCloud('dist/local-cloud/main.mjs'), bundleWorker('dist/local-cloud/worker.cjs')]);
}
