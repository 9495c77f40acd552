/** `npm run build`: builds what changed into dist/. */
import { build } from 'esbuild';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { end, Obstacle } from './command.mjs';

process.chdir(path.join(path.dirname(fileURLToPath(import.meta.url)), '..'));

const outfile = 'dist/build/main.mjs';
await build({
  entryPoints: ['scripts/build/main.ts'],
  outfile,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  packages: 'external',
  logLevel: 'warning',
});
const { buildChanged, TooLargeError } = await import(pathToFileURL(path.resolve(outfile)).href);
try {
  await buildChanged();
} catch (error) {
  end(error instanceof TooLargeError ? new Obstacle(error.message) : error);
}
