import type { DeviceChange } from './device';

/**
 * The state of the phone that its page's address asks for: `theme`, `clockMs`, `fontSize`, `language`, `privacy=ask`,
 * `scopes=ask`, `subscriptions=ask`, `denied=scope.record,…`, `softKeyboard=1`, and how calls end, as in `chooseMedia=photo,portrait`.
 */
export function settingsIn(parameters: URLSearchParams): DeviceChange {
  const {
    openid: _,
    theme,
    clockMs,
    fontSize,
    language,
    privacy,
    scopes,
    subscriptions,
    denied,
    softKeyboard,
    ...outcomes
  } = Object.fromEntries(parameters);
  return {
    outcomes,
    ...(theme === 'dark' || theme === 'light' ? { theme } : {}),
    ...(clockMs ? { clockMs: Number(clockMs) } : {}),
    ...(fontSize ? { fontSize: Number(fontSize) } : {}),
    ...(language ? { language } : {}),
    ...(denied ? { denied: denied.split(',') } : {}),
    asksPrivacy: privacy === 'ask',
    asksScopes: scopes === 'ask',
    asksSubscriptions: subscriptions === 'ask',
    softKeyboard: softKeyboard === '1',
  };
}
