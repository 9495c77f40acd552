import { build, type BuildOptions } from 'esbuild';

/** The options shared by everything of ours that runs in Node: packages stay outside the bundle. */
const nodeOptions: BuildOptions = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  packages: 'external',
  sourcemap: 'inline',
  sourcesContent: false,
  logLevel: 'warning',
};

/** Bundles the process that runs a cloud function's events. */
export async function bundleWorker(outfile: string): Promise<void> {
  const entryPoints = ['scripts/emulator/functions/worker-main.ts'];
  await build({ ...nodeOptions, entryPoints, outfile, format: 'cjs' });
}

/** Bundles the local cloud's command. */
export async function bundleCloud(outfile: string): Promise<void> {
  await build({ ...nodeOptions, entryPoints: ['scripts/emulator/main.ts'], outfile, format: 'esm' });
}
