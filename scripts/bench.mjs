/** `npm run bench -- NAME`: measures, prints, and writes docs/benchmarks.md; the names are the folders in scripts/bench. */
import { build } from 'esbuild';
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { end, Obstacle, runNode } from './command.mjs';
import { installPackages, requireNode } from './prerequisites.mjs';

process.chdir(join(dirname(fileURLToPath(import.meta.url)), '..'));

const folders = readdirSync('scripts/bench', { withFileTypes: true }).filter((entry) => entry.isDirectory());
const names = folders.map((folder) => folder.name);

/** The bench itself and the processes it starts become one file each. */
async function bundle(name) {
  const sources = readdirSync(join('scripts/bench', name)).filter((file) => /^(main|.*-process)\.ts$/.test(file));
  await build({
    entryPoints: sources.map((file) => join('scripts/bench', name, file)),
    outdir: join('dist/bench', name),
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    packages: 'external',
    logLevel: 'warning',
  });
}

try {
  const [name, ...args] = process.argv.slice(2);
  if (!names.includes(name)) throw new Obstacle(`Say which: npm run bench -- ${names.join(' | ')}`);
  requireNode();
  await installPackages();
  await runNode(['scripts/build.mjs'], { advice: 'The build failed: see its message above.' });
  await bundle(name);
  await runNode([join('dist/bench', name, 'main.mjs'), ...args], { advice: `The bench ${name} failed: see above.` });
} catch (error) {
  end(error);
}
