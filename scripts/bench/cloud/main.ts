import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { startChild } from '../child';
import { report } from '../report';
import { measureGrowth } from './growth';
import { measureInProcess } from './in-process';
import { measureOverHttp } from './over-http';
import { measureWatching } from './watching';

/** Not in the system's folder for temporary files, which may be memory: a durable write has to reach a disk. */
const folder = mkdtempSync('dist/bench/data-');

function part(name: string): string {
  const made = join(folder, name);
  mkdirSync(made);
  return made;
}

try {
  const inProcess = await measureInProcess(part('in-process'));
  const overHttp = await measureOverHttp(part('over-http'));
  const bare = await startChild<{ port: number }>('bare-process.mjs', [part('echo')]);
  const { rows, remark } = await measureWatching(part('watching'), bare.ready.port);
  await bare.end();
  const growth = await measureGrowth(part('growth'));
  await report('cloud', [...inProcess, ...overHttp, ...rows, ...growth], [remark]);
} finally {
  rmSync(folder, { recursive: true });
}
