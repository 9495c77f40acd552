import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { seedDemo } from '../../demo/seed';
import { startCloud } from '../../emulator/cloud';
import { buildPhones } from '../../simulator/build';
import { writePlainApp } from './plain-app';

/** The whole local cloud with the real functions and both real apps, and beside them the plain one with its collection. */
process.on('disconnect', () => process.exit());
const [folder = ''] = process.argv.slice(2);
const pagesFolder = join(folder, 'pages');
mkdirSync(pagesFolder, { recursive: true });
await buildPhones(
  [
    { name: 'customer', title: 'customer', folder: 'dist/customer' },
    { name: 'agent', title: 'agent', folder: 'dist/agent' },
    { name: 'plain', title: 'plain', folder: writePlainApp(join(folder, 'plain')) },
  ],
  pagesFolder,
);

const rules = JSON.parse(readFileSync('database-rules.json', 'utf8')) as object;
const rulesFile = join(folder, 'rules.json');
writeFileSync(rulesFile, JSON.stringify({ ...rules, room: { read: true, write: true } }));

const cloud = await startCloud({
  port: 0,
  plan: 'standard',
  dataFolder: join(folder, 'data'),
  functionsFolder: resolve('dist/cloudfunctions'),
  pagesFolder,
  rulesFile,
  indexesFile: resolve('database-indexes.json'),
  workerFile: resolve('dist/local-cloud/worker.cjs'),
});
await seedDemo(cloud.url);
await cloud.warmUp();
process.send?.({ url: cloud.url });
