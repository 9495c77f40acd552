/** `npm run keys -- show | rotate | backup FILE | restore FILE | retire VERSION`: the master keys of a data folder; docs/security.md. */
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { end, Obstacle } from './command.mjs';
import { runLocalTool } from './local-tool.mjs';

const from = process.cwd();
process.chdir(join(dirname(fileURLToPath(import.meta.url)), '..'));

const USAGE = `Use: npm run keys -- COMMAND [--data DIR]
  show [--export]               which versions there are; with --export the text of KEFU_KEYS, for the functions of a real cloud
  rotate [--prepare]            a new version for everything new; with --prepare one that is there and not in use yet
  backup FILE                   an offline copy behind a passphrase (asked for, or KEFU_PASSPHRASE)
  restore FILE                  takes the keys of a backup, if they fit the database
  retire VERSION [--cleared]    gives up a version that nothing needs; --cleared: where no database is at hand to say so`;

/** How many words each command takes besides its name, and which options. */
const commands = {
  show: { words: 0, options: ['export'] },
  rotate: { words: 0, options: ['prepare'] },
  backup: { words: 1, options: [] },
  restore: { words: 1, options: [] },
  retire: { words: 1, options: ['cleared'] },
};

function readArguments() {
  const flag = { type: 'boolean', default: false };
  try {
    return parseArgs({
      allowPositionals: true,
      options: { data: { type: 'string', default: '.local-cloud' }, export: flag, prepare: flag, cleared: flag },
    });
  } catch (error) {
    throw new Obstacle(`${error.message}\n${USAGE}`);
  }
}

function checked({ values: { data, ...flags }, positionals: [name = '', ...words] }) {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  const given = Object.keys(flags).filter((flag) => flags[flag]);
  if (command?.words !== words.length || given.some((flag) => !command.options.includes(flag)))
    throw new Obstacle(USAGE);
  const isFile = name === 'backup' || name === 'restore';
  return { name, word: isFile ? resolve(from, words[0]) : words[0], given, folder: resolve(from, data) };
}

try {
  const { name, word, given, folder } = checked(readArguments());
  await runLocalTool('keys', [name, folder, word ?? '', ...given], { advice: 'Nothing was changed: see above.' });
} catch (error) {
  end(error);
}
