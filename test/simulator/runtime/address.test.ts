import { expect, test } from '@jest/globals';
import { settingsIn } from '../../../scripts/simulator/runtime/address';

test.each([
  ['openid=me', { outcomes: {}, asksPrivacy: false, asksScopes: false, asksSubscriptions: false, softKeyboard: false }],
  ['theme=dark&clockMs=-600000', { theme: 'dark', clockMs: -600_000 }],
  ['fontSize=23&language=en', { fontSize: 23, language: 'en' }],
  [
    'privacy=ask&scopes=ask&subscriptions=ask&softKeyboard=1',
    { asksPrivacy: true, asksScopes: true, asksSubscriptions: true, softKeyboard: true },
  ],
  ['denied=scope.record,scope.camera', { denied: ['scope.record', 'scope.camera'] }],
  ['chooseMedia=photo,large&recorder=deny', { outcomes: { chooseMedia: 'photo,large', recorder: 'deny' } }],
])('the address %s asks for %j', (search, wanted) => {
  expect(settingsIn(new URLSearchParams(search))).toMatchObject(wanted);
});

test('a theme that does not exist is not asked for', () => {
  expect(settingsIn(new URLSearchParams('theme=blue'))).not.toHaveProperty('theme');
});
