import type { MiniProgram } from '../mini-program';
import { api, ApiFailure } from './call';

const scopes = ['scope.record', 'scope.camera', 'scope.writePhotosAlbum', 'scope.userLocation'];

/** What the person allows; the stage's panel refuses scopes. */
export function settingApi({ device }: MiniProgram): Record<string, unknown> {
  const authSetting = () => Object.fromEntries(scopes.map((scope) => [scope, !device.denied.includes(scope)]));
  return {
    getSetting: api('getSetting', () => ({ authSetting: authSetting() })),
    openSetting: api('openSetting', () => ({ authSetting: authSetting() })),
    authorize: api('authorize', ({ scope }: { scope: string }) => {
      if (device.denied.includes(scope)) throw new ApiFailure('auth deny', { errno: 103 });
    }),
  };
}
