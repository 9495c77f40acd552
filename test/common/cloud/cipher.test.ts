import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decrypt, encrypt } from '../../../cloudfunctions/common/cloud/cipher';
import { streamKeys } from '../../../cloudfunctions/common/cloud/keys';
import file from '../../vectors/cipher.json';

process.env['KEFU_KEYS'] = JSON.stringify(file.masterKeys);

test('the keys of a stream follow from the master keys, the current one first', () => {
  expect(streamKeys(file.streamId)).toEqual(file.keys);
  expect(streamKeys('another')).not.toEqual(file.keys);
});

test.each(file.vectors)('vector $context', ({ plaintext, context, iv, version, cipher }) => {
  const keys = file.keys.filter((key) => key.version === version);
  expect(encrypt(keys, plaintext, context, Buffer.from(iv, 'base64'))).toBe(cipher);
  expect(decrypt(file.keys, cipher, context)).toBe(plaintext);
});

test('every string comes back, and never the same cipher string twice', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (plaintext) => {
      const [first, second] = [encrypt(file.keys, plaintext, 'm'), encrypt(file.keys, plaintext, 'm')];
      expect(decrypt(file.keys, first, 'm')).toBe(plaintext);
      expect(first).not.toBe(second);
    }),
  );
});

test('a string changed in any one place, cut, moved or opened with other keys yields nothing', () => {
  const cipher = encrypt(file.keys, '{"text":"你好"}', 'here');
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=.\n'.split('');
  const changed = (at: number) =>
    letters.map((letter) => cipher.slice(0, at) + letter + cipher.slice(at + 1)).filter((text) => text !== cipher);
  for (let at = 0; at < cipher.length; at += 1) {
    for (const text of [...changed(at), `${cipher.slice(0, at)}0${cipher.slice(at)}`])
      expect(decrypt(file.keys, text, 'here')).toBeUndefined();
    expect(decrypt(file.keys, cipher.slice(0, at), 'here')).toBeUndefined();
  }
  expect(decrypt(file.keys, cipher, 'there')).toBeUndefined();
  expect(decrypt(streamKeys('another'), cipher, 'here')).toBeUndefined();
  expect(decrypt([], cipher, 'here')).toBeUndefined();
});
