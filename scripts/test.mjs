/** `npm test`: installs what is missing and runs every check, the tests on what jest builds first; further arguments go to jest. */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { end, runNode } from './command.mjs';
import { installBrowser, installPackages, requireNode } from './prerequisites.mjs';

process.chdir(join(dirname(fileURLToPath(import.meta.url)), '..'));

const oneModule = (name, file) => join('node_modules', name, file);

const checks = [
  { name: 'types', args: [oneModule('typescript', 'bin/tsc')] },
  { name: 'lint', args: [oneModule('oxlint', 'bin/oxlint'), '--type-aware', '--deny-warnings'] },
  { name: 'format', args: [oneModule('prettier', 'bin/prettier.cjs'), '--check', '--log-level', 'warn', '.'] },
  { name: 'tests', args: [oneModule('jest', 'bin/jest.js'), ...process.argv.slice(2)] },
];

try {
  requireNode();
  await installPackages();
  await installBrowser();
  for (const { name, args } of checks) {
    console.log(`checking ${name}`);
    await runNode(args, { advice: `The ${name} check failed: see above.` });
  }
} catch (error) {
  end(error);
}
