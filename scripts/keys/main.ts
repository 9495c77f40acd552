import { existsSync } from 'node:fs';
import { claimDataFolder } from '../emulator/data-folder';
import { Hindrance, runCommand } from '../hindrance';
import { backup, exported, prepare, restore, retire, rotate, show } from './commands';
import { readPassphrase } from './passphrase';

type Given = { folder: string; word: string; flags: readonly string[] };

const commands: Record<string, (given: Given) => string | Promise<string>> = {
  show: ({ folder, flags }) => (flags.includes('export') ? exported(folder) : show(folder)),
  rotate: ({ folder, flags }) => (flags.includes('prepare') ? prepare(folder) : rotate(folder)),
  backup: async ({ folder, word }) => backup(folder, word, await readPassphrase(true), new Date()),
  restore: async ({ folder, word }) => restore(folder, word, await readPassphrase(false)),
  retire: ({ folder, word, flags }) => retire(folder, word, flags.includes('cleared')),
};

/** Functions hold the keys they were started with: nothing is done on a folder that a cloud runs on. */
async function run([name = '', folder = '', word = '', ...flags]: string[]): Promise<void> {
  if (name !== 'restore' && !existsSync(folder))
    throw new Hindrance(`There is no ${folder}: name the data folder with --data.`);
  const claim = await claimDataFolder(folder);
  try {
    console.log(await commands[name]?.({ folder, word, flags }));
  } finally {
    await claim.release();
  }
}

runCommand(run);
