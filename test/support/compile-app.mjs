/**
 * Compiles a mini-program: `customer` or `agent` from the sources, or any folder, which gets TDesign. Prints the script
 * for a page test, or writes a page that a browser can open into the folder named second. A process of its own,
 * because neither esbuild nor the template compiler runs inside jsdom.
 */
import { build } from 'esbuild';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const [app, into] = process.argv.slice(2);
const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '../..');
process.chdir(root);

const folder = await mkdtemp(path.join(tmpdir(), 'page-test-'));
const bundle = path.join(root, 'node_modules', '.cache', `page-test-${process.pid}.mjs`);
try {
  await build({
    stdin: {
      contents: `export { compileApp } from './scripts/simulator/compiler/compile';
                 export { buildPhones } from './scripts/simulator/build';
                 export { collectFiles } from './scripts/build/mini-program/collect';
                 export { keepUsedIcons } from './scripts/build/mini-program/icons';`,
      resolveDir: root,
    },
    outfile: bundle,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'error',
  });
  const { compileApp, buildPhones, collectFiles, keepUsedIcons } = await import(pathToFileURL(bundle).href);
  if (app === 'customer' || app === 'agent') await writeFiles(keepUsedIcons(await collectFiles(app)));
  else await copyWithTDesign(app);
  if (into) await buildPhones([{ name: 'app', title: 'app', folder }], into);
  else process.stdout.write((await compileApp(folder)).script);
} finally {
  await rm(folder, { recursive: true, force: true });
  await rm(bundle, { force: true });
}

async function writeFiles(files) {
  for (const [name, content] of files) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), content);
  }
}

async function copyWithTDesign(source) {
  await cp(source, folder, { recursive: true });
  await mkdir(path.join(folder, 'miniprogram_npm'), { recursive: true });
  const target = path.join(root, 'node_modules/tdesign-miniprogram/miniprogram_dist');
  await symlink(target, path.join(folder, 'miniprogram_npm/tdesign-miniprogram'));
}
