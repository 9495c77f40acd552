import { afterAll, expect, test } from '@jest/globals';
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { startCloud, type CloudOptions } from '../../scripts/emulator/cloud';
import { StartError } from '../../scripts/emulator/start-error';
import { outputFolder } from '../support/function-folder';

const folder = outputFolder('start');
const rulesFile = path.join(folder, 'rules.json');
const indexesFile = path.join(folder, 'indexes.json');

afterAll(() => rmSync(folder, { recursive: true }));

const options: CloudOptions = {
  port: 0,
  plan: 'standard',
  dataFolder: path.join(folder, 'data'),
  functionsFolder: folder,
  pagesFolder: folder,
  rulesFile,
  indexesFile,
  workerFile: path.join(folder, 'worker.cjs'),
};

const start = () => startCloud(options).catch((error: unknown) => error);

test.each([
  ['rules', '{\n  "feed": { "read": "doc.to = 1" }\n}', '{}', `${rulesFile} cannot be used: security rules, line 2: `],
  ['indexes', '{}', '{', `${indexesFile} cannot be used: `],
])('a mistake in the %s stops the start before anything is taken', async (_, rules, indexes, message) => {
  writeFileSync(rulesFile, rules);
  writeFileSync(indexesFile, indexes);
  for (const failure of [await start(), await start()]) {
    expect(failure).toBeInstanceOf(StartError);
    expect(String(failure)).toContain(message);
  }
});
