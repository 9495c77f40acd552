import { afterEach, expect, test } from '@jest/globals';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { claimDataFolder } from '../../scripts/emulator/data-folder';
import { outputFolder } from '../support/function-folder';

const parent = outputFolder('claims');

afterEach(() => rmSync(parent, { recursive: true, force: true }));

test('a folder is made, serves one cloud at a time, and is free again afterwards', async () => {
  const folder = path.join(parent, 'new', 'data');
  const claim = await claimDataFolder(folder);
  expect(existsSync(folder)).toBe(true);
  await expect(claimDataFolder(folder)).rejects.toThrow(/is in use by another local cloud: stop that one, or/);
  await claim.release();
  const again = await claimDataFolder(folder);
  await again.release();
});

test('of those who come at once, one gets it', async () => {
  const folder = path.join(parent, 'wanted');
  const claims = await Promise.allSettled(Array.from({ length: 5 }, () => claimDataFolder(folder)));
  const held = claims.flatMap((claim) => (claim.status === 'fulfilled' ? [claim.value] : []));
  expect(held).toHaveLength(1);
  await held[0]?.release();
});

test('what cannot be a folder is said in one sentence', async () => {
  const other = outputFolder('claims');
  const file = path.join(other, 'file');
  writeFileSync(file, '');
  await expect(claimDataFolder(path.join(file, 'data'))).rejects.toThrow(
    /cannot be written: give a folder of your own/,
  );
  rmSync(other, { recursive: true });
});
