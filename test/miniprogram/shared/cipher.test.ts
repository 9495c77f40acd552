import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { decrypt } from '../../../miniprogram/shared/cipher';
import { encrypt } from '../../../cloudfunctions/common/cloud/cipher';
import { keys, vectors } from '../../vectors/cipher.json';

test.each(vectors)('opens what the cloud sealed for $context', ({ cipher, context, plaintext }) => {
  expect(decrypt(keys, cipher, context)).toBe(plaintext);
});

test('opens whatever the cloud seals', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (plaintext, context) => {
      expect(decrypt(keys, encrypt(keys, plaintext, context), context)).toBe(plaintext);
    }),
  );
});

test('opens nothing that was changed in any place', () => {
  const sealed = encrypt(keys, '{"text":"不要改我"}', 'message-1');
  const changed = fc
    .tuple(fc.nat(sealed.length - 1), fc.constantFrom(...'Aa0+/=.\n'.split('')))
    .map(([place, letter]) => sealed.slice(0, place) + letter + sealed.slice(place + 1))
    .filter((text) => text !== sealed);
  fc.assert(
    fc.property(changed, (text) => {
      expect(decrypt(keys, text, 'message-1')).toBeUndefined();
    }),
  );
});

test.each([
  ['in another place', keys, 'message-2'],
  ['without its key', keys.filter(({ version }) => version !== 2), 'message-1'],
  ['with another key', [{ ...keys[0], mac: keys[0]?.enc }], 'message-1'],
])('opens nothing %s', (_, known, context) => {
  const sealed = encrypt(keys, '{"text":"你好"}', 'message-1');
  expect(decrypt(known as typeof keys, sealed, context)).toBeUndefined();
});
