/** `npm run export -- verify FILE…`: whether files of an export are as the cloud wrote them; needs no network. */
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { end, Obstacle } from './command.mjs';
import { runLocalTool } from './local-tool.mjs';

const from = process.cwd();
process.chdir(join(dirname(fileURLToPath(import.meta.url)), '..'));

const USAGE = 'npm run export -- verify FILE… [--key XXXX-XXXX-XXXX-XXXX]';

function options() {
  try {
    const { positionals, values } = parseArgs({ options: { key: { type: 'string' } }, allowPositionals: true });
    const [verb, ...files] = positionals;
    if (verb !== 'verify' || files.length === 0) throw new Error('Say which files to verify.');
    return { key: values.key ?? '', files: files.map((file) => resolve(from, file)) };
  } catch (error) {
    throw new Obstacle(`${error.message}\nUse: ${USAGE}`);
  }
}

function checked({ key, files }) {
  const lost = files.find((file) => !existsSync(file));
  if (lost) throw new Obstacle(`${lost} is not there.`);
  if (key && !/^([0-9A-F]{4}-){3}[0-9A-F]{4}$/.test(key)) throw new Obstacle(`“${key}” is no key: see ${USAGE}`);
  return { key, files };
}

try {
  const { key, files } = checked(options());
  await runLocalTool('export', [key, ...files], { advice: 'Not all is as it was written: see above.' });
} catch (error) {
  end(error);
}
