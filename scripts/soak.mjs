/**
 * `npm run soak -- NAME`: the whole of what `npm test` runs a sample of. The names are what the files in test/soak begin with,
 * and `personal`: all journeys under the limits of the cheapest plan.
 */
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { end, Obstacle, runNode } from './command.mjs';
import { installBrowser, installPackages, requireNode } from './prerequisites.mjs';

process.chdir(join(dirname(fileURLToPath(import.meta.url)), '..'));

const soaks = readdirSync('test/soak')
  .map((file) => /^[a-z]+/.exec(file)?.[0])
  .map((name) => [name, { tests: `test/soak/${name}`, env: { SOAK: 'full' } }]);
const named = { ...Object.fromEntries(soaks), personal: { tests: 'test/journeys', env: { PLAN: 'personal' } } };

try {
  const [name] = process.argv.slice(2);
  const soak = Object.hasOwn(named, name ?? '') ? named[name] : undefined;
  if (!soak) throw new Obstacle(`Say which: npm run soak -- ${Object.keys(named).join(' | ')}`);
  requireNode();
  await installPackages();
  await installBrowser();
  await runNode(['node_modules/jest/bin/jest.js', soak.tests], {
    advice: `The soak ${name} failed: see above.`,
    env: soak.env,
  });
} catch (error) {
  end(error);
}
