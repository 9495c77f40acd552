import { expect, test } from '@jest/globals';
import {
  parseRing,
  unknownChecks,
  versionsOf,
  whatIsWrong,
  WrongKeysError,
  type KeyRing,
} from '../../../cloudfunctions/common/cloud/key-ring';

const key = (byte: number) => Buffer.alloc(32, byte).toString('base64');
const ring: KeyRing = { current: 2, keys: { 1: key(1), 2: key(2) }, index: key(9) };
const kept = (of: KeyRing) => unknownChecks(of, [], 1000);

test.each([
  ['nothing', undefined],
  ['no JSON', '{'],
  ['a version that is not there', { ...ring, current: 3 }],
  ['a short key', { current: 1, keys: { 1: 'AQEB' } }],
  ['a version that is no number', { current: 1, keys: { 1: key(1), x: key(2) } }],
])('%s is no ring', (_, written) => {
  const text = typeof written === 'object' ? JSON.stringify(written) : written;
  expect(() => parseRing(text)).toThrow(WrongKeysError);
});

test('a ring without a key for the index takes its oldest one for it, whatever the order', () => {
  const { index: _, ...old } = { ...ring, keys: { 10: key(10), 2: key(2) } };
  expect(parseRing(JSON.stringify(old)).index).toBe(key(2));
  expect(parseRing(JSON.stringify(ring)).index).toBe(key(9));
  expect(versionsOf({ keys: { 10: '', 9: '' } })).toEqual([9, 10]);
});

test('the first time every key gets a check value, later only a new version does', () => {
  expect(kept(ring).map(({ _id }) => _id)).toEqual(['index', '1', '2']);
  expect(unknownChecks(ring, kept(ring), 2000)).toEqual([]);
  const rotated = { ...ring, current: 3, keys: { ...ring.keys, 3: key(3), 4: key(4) } };
  expect(unknownChecks(rotated, kept(ring), 2000)).toEqual([expect.objectContaining({ _id: '3', since: 2000 })]);
});

test('check values tell keys apart, by version too, and are none of them', () => {
  const checks = kept({ current: 2, keys: { 1: key(1), 2: key(2) }, index: key(1) }).map(({ check }) => check);
  expect(new Set(checks).size).toBe(2);
  for (const check of checks) expect(check).not.toContain(Buffer.alloc(8, 1).toString('hex'));
});

test.each<[string, KeyRing, RegExp | undefined]>([
  ['the same', ring, undefined],
  ['one more version', { ...ring, current: 3, keys: { ...ring.keys, 3: key(3) } }, undefined],
  ['one version less', { ...ring, keys: { 2: key(2) } }, /version 1 is missing/],
  ['another key under a version', { ...ring, keys: { 1: key(7), 2: key(2) } }, /version 1 is another key/],
  ['versions the wrong way round', { ...ring, keys: { 1: key(2), 2: key(1) } }, /another key/],
  ['another key for the index', { ...ring, index: key(1) }, /the key of the index is another/],
])('%s', (_, given, want) => {
  const wrong = whatIsWrong(given, kept(ring));
  if (want) expect(wrong).toMatch(want);
  else expect(wrong).toBeUndefined();
});

test('a version that was cleared may be missing, and may not seal anything again', () => {
  const cleared = kept(ring).map((one) => (one._id === '1' ? { ...one, clearedAt: 5 } : one));
  expect(whatIsWrong({ ...ring, keys: { 2: key(2) } }, cleared)).toBeUndefined();
  expect(whatIsWrong(ring, cleared)).toBeUndefined();
  expect(whatIsWrong({ ...ring, current: 1 }, cleared)).toMatch(/given up/);
});
