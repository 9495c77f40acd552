import { join, resolve } from 'node:path';
import { seedDemo } from '../../demo/seed';
import { startCloud } from '../../emulator/cloud';

/** The local cloud with the real functions, and no phones. */
process.on('disconnect', () => process.exit());
const [folder = ''] = process.argv.slice(2);
const cloud = await startCloud({
  port: 0,
  plan: 'standard',
  dataFolder: join(folder, 'data'),
  functionsFolder: resolve('dist/cloudfunctions'),
  pagesFolder: resolve('dist/simulator'),
  rulesFile: resolve('database-rules.json'),
  indexesFile: resolve('database-indexes.json'),
  workerFile: resolve('dist/local-cloud/worker.cjs'),
});
await seedDemo(cloud.url);
await cloud.warmUp();
process.send?.({ url: cloud.url });
