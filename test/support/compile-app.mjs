/** Compiles the mini-program in the folder named first, which gets TDesign, into a page that a browser can open, in the folder named second. */
import { build } from 'esbuild';
import { cp, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const [source, into] = process.argv.slice(2);
const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '../..');
process.chdir(root);

const folder = await mkdtemp(path.join(tmpdir(), 'page-test-'));
const bundle = path.join(root, '.test-output', `compile-${process.pid}.mjs`);
try {
  await build({
    entryPoints: ['scripts/simulator/build.ts'],
    outfile: bundle,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'error',
  });
  const { buildPhones } = await import(pathToFileURL(bundle).href);
  await copyWithTDesign();
  await buildPhones([{ name: 'app', title: 'app', folder }], into);
} finally {
  await rm(folder, { recursive: true, force: true });
  await rm(bundle, { force: true });
}

async function copyWithTDesign() {
  await cp(source, folder, { recursive: true });
  await mkdir(path.join(folder, 'miniprogram_npm'), { recursive: true });
  const target = path.join(root, 'node_modules/tdesign-miniprogram/miniprogram_dist');
  await symlink(target, path.join(folder, 'miniprogram_npm/tdesign-miniprogram'));
}
