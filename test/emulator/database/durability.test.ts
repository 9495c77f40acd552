import { afterAll, expect, test } from '@jest/globals';
import { buildSync } from 'esbuild';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { openDatabase } from '../../../scripts/emulator/database/engine';
import { outputFolder } from '../../support/function-folder';
import { stoppedClock, temporaryFolder } from './support/database-folder';

const { folder, remove } = temporaryFolder();
const output = outputFolder('database');
const writer = join(output, 'writer.mjs');
const indexes = { log: [{ name: 'n', key: { n: 1 as const }, unique: true }] };

buildSync({
  entryPoints: [join(__dirname, 'support/writer.ts')],
  outfile: writer,
  bundle: true,
  platform: 'node',
  format: 'esm',
  external: ['lmdb'],
  logLevel: 'error',
});

afterAll(() => {
  remove();
  rmSync(output, { recursive: true });
});

/** Lets the writer run until it has acknowledged so many writes, then kills it; answers all that it acknowledged. */
async function killAfter(count: number): Promise<string[]> {
  const child = spawn(process.execPath, [writer, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  const closed = once(child, 'close');
  const acknowledged: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    acknowledged.push(line);
    if (acknowledged.length === count) child.kill('SIGKILL');
  }
  await closed;
  return acknowledged;
}

test('whatever was acknowledged is there after the process was killed', async () => {
  const acknowledged: string[] = [];
  for (const count of [1, 40, 200]) {
    const before = acknowledged.length;
    acknowledged.push(...(await killAfter(count)));
    expect(acknowledged.length - before).toBeGreaterThanOrEqual(count);
    const database = openDatabase({ folder, clock: stoppedClock, indexes });
    const found = database.find('log', { filter: { _id: { $in: acknowledged }, changed: true } }).documents;
    expect(found).toHaveLength(acknowledged.length);
    const byIndex = database.find('log', { filter: { n: { $gte: '' } } });
    expect(byIndex.examined.keys).toBe(database.count('log', {}));
    await database.close();
  }
});
