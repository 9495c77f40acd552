import { cpSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { bundleNode } from '../../build/bundle';
import { seedDemo } from '../../demo/seed';
import { startCloud } from '../../emulator/cloud';

/** The local cloud over what was loaded, with the real functions, and others beside them that look into plain text. */
process.on('disconnect', () => process.exit());
const [folder = '', rulesFile = '', indexesFile = ''] = process.argv.slice(2);
const functionsFolder = resolve(folder, 'functions');
const WAYS = ['plain_fts', 'plain_like', 'plain_regex'];

cpSync('dist/cloudfunctions', functionsFolder, { recursive: true });
for (const way of WAYS) {
  await bundleNode('scripts/bench/search/plain-function.ts', join(functionsFolder, way, 'index.js'));
  writeFileSync(join(functionsFolder, way, 'config.json'), JSON.stringify({ timeout: 60 }));
  writeFileSync(join(functionsFolder, way, 'database.txt'), resolve(folder, 'plain.sqlite'));
}
const cloud = await startCloud({
  port: 0,
  plan: 'standard',
  dataFolder: join(folder, 'data'),
  functionsFolder,
  pagesFolder: resolve('dist/simulator'),
  rulesFile,
  indexesFile,
  workerFile: resolve('dist/local-cloud/worker.cjs'),
});
await seedDemo(cloud.url);
process.send?.({ url: cloud.url });
