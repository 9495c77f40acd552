import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { bundleNode } from '../../scripts/build/bundle';
import { fingerprintOf } from '../../scripts/build/fingerprint';
import { CLOUD_PROCESS } from './function-folder';
import { fixtures, pagesOf } from './fixtures';

/** Builds what has changed, once for all test files, before the first of them. */
export default async function buildOnce(): Promise<void> {
  run('scripts/build.mjs');
  await bundleNode('test/support/cloud-process.ts', CLOUD_PROCESS);
  for (const fixture of Object.values(fixtures)) compileChanged(fixture);
}

const run = (...args: string[]) => execFileSync(process.execPath, args, { stdio: 'inherit' });

function compileChanged(fixture: string): void {
  const [pages, compiler] = [pagesOf(fixture), 'test/support/compile-app.mjs'];
  const [record, fingerprint] = [
    `${pages}.txt`,
    fingerprintOf([fixture, compiler, 'scripts/simulator', 'package-lock.json']),
  ];
  if (existsSync(record) && readFileSync(record, 'utf8') === fingerprint) return;
  run(compiler, fixture, pages);
  writeFileSync(record, fingerprint);
}
