/** `npm run audit -- verify`: whether the log of a local cloud is as it was written. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { end, Obstacle } from './command.mjs';
import { runLocalTool } from './local-tool.mjs';

const from = process.cwd();
process.chdir(join(dirname(fileURLToPath(import.meta.url)), '..'));

const USAGE = 'npm run audit -- verify [--known NUMBER:HASH] [--url http://127.0.0.1:8080] [--data .local-cloud]';

function options() {
  const known = { type: 'string' };
  try {
    const { positionals, values } = parseArgs({
      options: { known: { ...known, multiple: true }, url: known, data: known },
      allowPositionals: true,
    });
    if (positionals.join(' ') !== 'verify') throw new Error(`“${positionals.join(' ')}” is nothing it can do.`);
    return values;
  } catch (error) {
    throw new Obstacle(`${error.message}\nUse: ${USAGE}`);
  }
}

/** The keys without which the log cannot be checked: from the environment, or those of the local cloud. */
function keysOf(data) {
  if (process.env.KEFU_KEYS) return process.env.KEFU_KEYS;
  const file = join(data ? resolve(from, data) : '.local-cloud', 'keys.json');
  if (!existsSync(file)) throw new Obstacle(`${file} is not there: name the cloud's data folder with --data.`);
  return readFileSync(file, 'utf8');
}

function checked({ known = [], url = 'http://127.0.0.1:8080', data }) {
  const wrong = known.find((one) => !/^\d+:[0-9a-f]{64}$/.test(one));
  if (wrong) throw new Obstacle(`“${wrong}” is no seal: write it as its number, a colon and its hash.`);
  return { known, url: url.replace(/\/$/, ''), keys: keysOf(data) };
}

try {
  const { known, url, keys } = checked(options());
  const advice = 'The log was not found right: see above.';
  await runLocalTool('audit', [url, ...known], { url, advice, env: { KEFU_KEYS: keys } });
} catch (error) {
  end(error);
}
