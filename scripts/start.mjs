/** `npm start`: from a fresh clone to a local cloud that is ready; rebuilds what changes while it runs. */
import { watch } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { end, runNode } from './command.mjs';
import { installPackages, requireNode } from './prerequisites.mjs';

process.chdir(join(dirname(fileURLToPath(import.meta.url)), '..'));

const watched = ['cloudfunctions', 'miniprogram'];

function build() {
  return runNode(['scripts/build.mjs'], { advice: 'The build failed: see its message above.' });
}

/** One build at a time; a change during a build is built after it. */
function rebuildOnChange() {
  let last = Promise.resolve();
  let pending;
  const schedule = () => {
    clearTimeout(pending);
    pending = setTimeout(() => {
      last = last.then(build).catch((error) => console.error(error.message));
    }, 200);
  };
  for (const folder of watched) watch(folder, { recursive: true }, schedule);
}

try {
  requireNode();
  await installPackages();
  await build();
  await import('../dist/local-cloud/main.mjs');
  rebuildOnChange();
} catch (error) {
  end(error);
}
