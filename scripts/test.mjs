/** `npm test`: installs what is missing and runs every check, the tests on what jest builds first; further arguments go to jest. */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { end, runNode } from './command.mjs';
import { installBrowser, installPackages, requireNode } from './prerequisites.mjs';

process.chdir(join(dirname(fileURLToPath(import.meta.url)), '..'));

const oneModule = (name, file) => join('node_modules', name, file);

/** What reads the sources only: no tests run meanwhile, which would have to wait for the processor. */
const readings = [
  { name: 'types', args: [oneModule('typescript', 'bin/tsc')] },
  { name: 'lint', args: [oneModule('oxlint', 'bin/oxlint'), '--type-aware', '--deny-warnings'] },
  { name: 'format', args: [oneModule('prettier', 'bin/prettier.cjs'), '--check', '--log-level', 'warn', '.'] },
];
const tests = { name: 'tests', args: [oneModule('jest', 'bin/jest.js'), ...process.argv.slice(2)] };

function check({ name, args }) {
  console.log(`checking ${name}`);
  return runNode(args, { advice: `The ${name} check failed: see above.` });
}

/** Waits for all, so that each has said all it has to say, and fails with the first that failed. */
async function all(checks) {
  const failed = (await Promise.allSettled(checks.map(check))).find(({ status }) => status === 'rejected');
  if (failed) throw failed.reason;
}

try {
  requireNode();
  await installPackages();
  await installBrowser();
  await all(readings);
  await check(tests);
} catch (error) {
  end(error);
}
