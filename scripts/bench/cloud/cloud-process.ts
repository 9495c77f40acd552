import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { startCloud } from '../../emulator/cloud';
import { INDEXES } from './messages';

/** The whole local cloud with one collection and one function that answers its event. */
process.on('disconnect', () => process.exit());
const [folder = ''] = process.argv.slice(2);
const functionsFolder = join(folder, 'functions');
const write = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

mkdirSync(join(functionsFolder, 'echo'), { recursive: true });
write('functions/echo/index.js', 'exports.main = async (event) => event;');
const { url } = await startCloud({
  port: 0,
  plan: 'standard',
  dataFolder: join(folder, 'data'),
  functionsFolder,
  pagesFolder: folder,
  rulesFile: write('rules.json', JSON.stringify({ messages: { read: false, write: false } })),
  indexesFile: write('indexes.json', JSON.stringify(INDEXES)),
  workerFile: resolve('dist/local-cloud/worker.cjs'),
});
process.send?.({ url });
