/** `npm run replay -- --day 2026-11-24 --rules FILE`: a day of a local cloud by its own rules and by others, side by side. */
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { end, Obstacle } from './command.mjs';
import { runLocalTool } from './local-tool.mjs';

const from = process.cwd();
process.chdir(join(dirname(fileURLToPath(import.meta.url)), '..'));

const USAGE = 'npm run replay -- --day 2026-11-24 --rules FILE [--url http://127.0.0.1:8080] [--seconds 60]';

function options() {
  const known = { type: 'string' };
  try {
    return parseArgs({ options: { day: known, rules: known, url: known, seconds: known } }).values;
  } catch (error) {
    throw new Obstacle(`${error.message}\nUse: ${USAGE}`);
  }
}

function checked({ day, rules, url = 'http://127.0.0.1:8080', seconds = '60' }) {
  if (!day || !rules) throw new Obstacle(`Say which day and which rules: ${USAGE}`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) throw new Obstacle(`“${day}” is no day: write it as 2026-11-24.`);
  if (!/^[1-9]\d{0,4}$/.test(seconds)) throw new Obstacle(`“${seconds}” is no number of seconds: write it as 60.`);
  return { day, rules: resolve(from, rules), url: url.replace(/\/$/, ''), seconds };
}

try {
  const { day, rules, url, seconds } = checked(options());
  await runLocalTool('replay', [day, rules, url, seconds], { url, advice: 'Nothing was replayed: see above.' });
} catch (error) {
  end(error);
}
