import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseRing, unknownChecks, type KeyRing } from '../../cloudfunctions/common/cloud/key-ring';
import type { KeyDocument } from '../../cloudfunctions/common/protocol/documents';
import { cloudClock } from '../../scripts/emulator/clock';
import { openDatabase } from '../../scripts/emulator/database/engine';
import { backup, exported, prepare, restore, retire, rotate, show } from '../../scripts/keys/commands';

const key = (byte: number) => Buffer.alloc(32, byte).toString('base64');
const ring: KeyRing = { current: 1, keys: { 1: key(1) }, index: key(9) };
const passphrase = 'correct horse battery';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'keys-'));
  write(ring);
});
afterEach(() => rmSync(folder, { recursive: true }));

const file = (name: string) => path.join(folder, name);
const write = (written: KeyRing) => writeFileSync(file('keys.json'), JSON.stringify(written));
const read = () => parseRing(readFileSync(file('keys.json'), 'utf8'));

/** A database that keeps these check values. */
async function keep(...documents: KeyDocument[]): Promise<void> {
  const database = openDatabase({ folder: file('database'), clock: cloudClock(), indexes: {} });
  await database.createCollection('keys');
  await database.insert('keys', documents);
  await database.close();
}

const keepChecksOf = (kept: KeyRing, cleared: string[] = []) =>
  keep(...unknownChecks(kept, [], 1000).map((one) => (cleared.includes(one._id) ? { ...one, clearedAt: 2000 } : one)));

test('rotation adds a version for what is new and keeps all else, each time one more', () => {
  expect(rotate(folder)).toContain('Version 2');
  expect(read()).toMatchObject({ current: 2, index: ring.index, keys: { 1: ring.keys[1] } });
  rotate(folder);
  expect(read().current).toBe(3);
  expect(new Set(Object.values(read().keys)).size).toBe(3);
});

test('the first rotation of a ring from before there was an index keeps the key that hashed', () => {
  writeFileSync(file('keys.json'), JSON.stringify({ current: 1, keys: ring.keys }));
  rotate(folder);
  expect(read().index).toBe(key(1));
});

test('a prepared version is known before it is used', () => {
  prepare(folder);
  expect(read()).toMatchObject({ current: 1, keys: { 2: expect.any(String) } });
  const prepared = read().keys[2];
  expect(prepare(folder)).toContain('prepared already');
  rotate(folder);
  expect(read()).toMatchObject({ current: 2, keys: { 2: prepared } });
});

test('what is shown holds no key; what is exported is the text of KEFU_KEYS', async () => {
  await keepChecksOf(ring);
  rotate(folder);
  const shown = await show(folder);
  expect(shown).toContain('version 1: since 1970-01-01T00:00:01.000Z, still needed');
  expect(shown).toContain('version 2: not in use yet, seals what is new');
  expect(shown).toContain('These are the keys of this database.');
  for (const secret of [...Object.values(read().keys), read().index]) expect(shown).not.toContain(secret);
  expect(parseRing(exported(folder))).toEqual(read());
});

test('a backup holds no key in the clear, is for its owner alone, and never replaces another', () => {
  backup(folder, file('backup'), passphrase, new Date(0));
  const text = readFileSync(file('backup'), 'utf8');
  for (const secret of [ring.keys[1] ?? '', ring.index]) {
    expect(text).not.toContain(secret);
    expect(text).not.toContain(Buffer.from(secret, 'base64').toString('hex'));
  }
  expect(statSync(file('backup')).mode & 0o777).toBe(0o600);
  expect(() => backup(folder, file('backup'), passphrase, new Date())).toThrow('is there already');
});

test('a backup brings the keys back', async () => {
  await keepChecksOf(ring);
  backup(folder, file('backup'), passphrase, new Date(0));
  write({ ...ring, keys: { 1: key(5) } });
  await expect(show(folder)).resolves.toContain('Not the keys of this database: version 1 is another key');
  await restore(folder, file('backup'), passphrase);
  expect(read()).toEqual(ring);
});

test.each([
  ['a wrong passphrase', (text: string) => text, 'another passphrase', 'passphrase is wrong'],
  ['changed data', (text: string) => changed(text, 'data'), passphrase, 'passphrase is wrong'],
  ['another date', (text: string) => text.replace('1970', '1971'), passphrase, 'passphrase is wrong'],
  ['a short tag', (text: string) => text.replace(/"tag": "(.{8})[^"]*"/, '"tag": "$1"'), passphrase, 'wrong'],
  ['another file', () => '{}', passphrase, 'no backup'],
])('%s restores nothing', async (_, change, said, want) => {
  backup(folder, file('backup'), passphrase, new Date(0));
  writeFileSync(file('backup'), change(readFileSync(file('backup'), 'utf8')));
  await expect(restore(folder, file('backup'), said)).rejects.toThrow(want);
  expect(read()).toEqual(ring);
});

const changed = (text: string, field: string) =>
  text.replace(
    new RegExp(`("${field}": ".)(.)`),
    (_, before: string, one: string) => before + (one === 'A' ? 'B' : 'A'),
  );

test('a backup from before a rotation does not replace the keys of what was sealed since', async () => {
  backup(folder, file('backup'), passphrase, new Date(0));
  rotate(folder);
  await keepChecksOf(read());
  const now = read();
  await expect(restore(folder, file('backup'), passphrase)).rejects.toThrow('version 2 is missing');
  expect(read()).toEqual(now);
});

test('a version is retired when nothing needs it, and once', async () => {
  rotate(folder);
  await keepChecksOf(read(), ['1']);
  await expect(retire(folder, '2', false)).rejects.toThrow('rotate first');
  await expect(retire(folder, '1', false)).resolves.toContain('is gone');
  expect(read()).toMatchObject({ current: 2, index: ring.index });
  expect(Object.keys(read().keys)).toEqual(['2']);
  await expect(retire(folder, '1', false)).resolves.toContain('no version 1');
});

test.each([true, false])('a version that is needed stays, whoever vouches for it (%s)', async (isCleared) => {
  rotate(folder);
  await keepChecksOf(read());
  await expect(retire(folder, '1', isCleared)).rejects.toThrow('still needed');
  expect(read().keys).toHaveProperty('1');
});

test('nothing is retired of a database that does not know its keys yet', async () => {
  rotate(folder);
  await keep();
  await expect(retire(folder, '1', true)).rejects.toThrow('start the cloud once');
});

test('without a database somebody has to vouch for it', async () => {
  rotate(folder);
  await expect(retire(folder, '1', false)).rejects.toThrow('--cleared');
  await retire(folder, '1', true);
  expect(Object.keys(read().keys)).toEqual(['2']);
});
