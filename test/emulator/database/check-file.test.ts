import { expect, test } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findDamage } from '../../../scripts/emulator/database/check-file';
import { openDatabase } from '../../../scripts/emulator/database/engine';
import { stoppedClock, temporaryFolder } from './support/database-folder';

test('damage anywhere in the file of a database is found without ending the process', async () => {
  const { folder, remove } = temporaryFolder();
  const file = join(folder, 'documents.mdb');
  expect(findDamage(file)).toBeUndefined();
  const database = openDatabase({ folder, clock: stoppedClock, indexes: { log: [] } });
  await database.insert(
    'log',
    Array.from({ length: 2000 }, (_, n) => ({ n, text: 'x'.repeat(200) })),
  );
  await database.close();
  expect(findDamage(file)).toBeUndefined();

  const whole = readFileSync(file);
  writeFileSync(file, whole.subarray(0, whole.length / 2));
  expect(findDamage(file)).toContain(`${file} is damaged`);
  const garbled = Buffer.from(whole);
  garbled.fill(0xa7, whole.length / 4, (whole.length * 3) / 4);
  writeFileSync(file, garbled);
  expect(findDamage(file)).toContain(`${file} is damaged`);
  remove();
});
