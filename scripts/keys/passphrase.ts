import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { SHORTEST_PASSPHRASE } from './backup';
import { Hindrance } from '../hindrance';

/** The passphrase of a backup: from `KEFU_PASSPHRASE`, or asked for without showing it; a new one twice. */
export async function readPassphrase(isNew: boolean): Promise<string> {
  const given = process.env['KEFU_PASSPHRASE'] ?? (await asked('Passphrase: '));
  if (!isNew) return given;
  if (given.length < SHORTEST_PASSPHRASE)
    throw new Hindrance(`Take a passphrase of at least ${SHORTEST_PASSPHRASE} characters.`);
  const isAsked = process.env['KEFU_PASSPHRASE'] === undefined;
  if (isAsked && (await asked('Once more: ')) !== given) throw new Hindrance('The two passphrases differ.');
  return given;
}

function asked(question: string): Promise<string> {
  if (!process.stdin.isTTY) throw new Hindrance('Give the passphrase in KEFU_PASSPHRASE, or start this in a terminal.');
  process.stderr.write(question);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const reader = createInterface({ input: process.stdin, output: silent, terminal: true });
  return new Promise((resolve) => {
    reader.once('line', (line) => {
      reader.close();
      process.stderr.write('\n');
      resolve(line);
    });
  });
}
