/** `npm run soak -- NAME`: the whole of what `npm test` runs a sample of; the names are the files in test/soak. */
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { end, Obstacle, runNode } from './command.mjs';
import { installBrowser, installPackages, requireNode } from './prerequisites.mjs';

process.chdir(join(dirname(fileURLToPath(import.meta.url)), '..'));

const names = readdirSync('test/soak').map((file) => file.replace('.test.ts', ''));

try {
  const [name] = process.argv.slice(2);
  if (!names.includes(name)) throw new Obstacle(`Say which: npm run soak -- ${names.join(' | ')}`);
  requireNode();
  await installPackages();
  await installBrowser();
  await runNode(['scripts/build.mjs'], { advice: 'The build failed: see its message above.' });
  await runNode(['node_modules/jest/bin/jest.js', `test/soak/${name}.test.ts`], {
    advice: `The soak ${name} failed: see above.`,
    env: { SOAK: 'full' },
  });
} catch (error) {
  end(error);
}
