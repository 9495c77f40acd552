import { afterEach, beforeEach, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KeySorter } from '../../../scripts/emulator/database/key-sorter';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sorter-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const key = fc.uint8Array({ minLength: 1, maxLength: 12 }).map((bytes) => Buffer.from(bytes));

test('keys come back in the order of their bytes, however many fit into memory', () => {
  fc.assert(
    fc.property(fc.array(key, { maxLength: 200 }), fc.integer({ min: 1, max: 300 }), (keys, most) => {
      const sorter = new KeySorter(folder, most);
      for (const each of keys) sorter.add(each);
      expect([...sorter.sorted()]).toEqual(keys.toSorted((a, b) => Buffer.compare(a, b)));
      sorter.end();
      expect(readdirSync(folder)).toEqual([]);
    }),
  );
});

test('more keys than wait in memory go through the files', () => {
  const keys = Array.from({ length: 20_000 }, (_, n) => Buffer.from(`${(n * 7919) % 20_000}`.padStart(5, '0')));
  const sorter = new KeySorter(folder, 10);
  for (const each of keys) sorter.add(each);
  const sorted = [...sorter.sorted()].map(String);
  expect(sorted).toEqual(keys.map(String).sort());
  sorter.end();
});
