/** Builds a mini-program into a folder. A process of its own, because esbuild does not run inside jsdom. */
import { build } from 'esbuild';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const [app, folder] = process.argv.slice(2);
const bundle = path.resolve(`${folder}.mjs`);

await build({
  stdin: { contents: `export { collectFiles } from './scripts/build/mini-program/collect';`, resolveDir: '.' },
  outfile: bundle,
  bundle: true,
  platform: 'node',
  format: 'esm',
  packages: 'external',
  logLevel: 'error',
});
/** miniprogram-simulate does not look for components among npm packages. */
const withAbsoluteNames = (json) => json.replaceAll('"tdesign-miniprogram/', '"/miniprogram_npm/tdesign-miniprogram/');

const { collectFiles } = await import(pathToFileURL(bundle).href);
await rm(bundle);
for (const [name, content] of await collectFiles(app)) {
  const target = path.join(folder, name);
  await mkdir(path.dirname(target), { recursive: true });
  await writeFile(target, name.endsWith('.json') ? withAbsoluteNames(content) : content);
}
