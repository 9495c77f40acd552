import type { MiniProgram } from '../mini-program';
import { showSettings } from '../overlays/settings';
import { scopes } from '../permissions';
import { api } from './call';
import { subscriptionsSetting } from './subscribe';

type Asking = { withSubscriptions?: boolean };

/** What the person allows. */
export function settingApi(program: MiniProgram): Record<string, unknown> {
  const { permissions, screen } = program;
  const answer = ({ withSubscriptions = false }: Asking): object => ({
    authSetting: permissions.all(),
    ...(withSubscriptions ? { subscriptionsSetting: subscriptionsSetting(program) } : {}),
  });
  return {
    getSetting: api('getSetting', answer),
    openSetting: api('openSetting', async (options: Asking) => {
      await openSettings(program);
      return answer(options);
    }),
    authorize: api('authorize', ({ scope }: { scope: string }) => permissions.request(scope, screen.overlays)),
  };
}

/** Only what the app has asked for can be set. */
export function openSettings({ permissions, screen }: MiniProgram): Promise<void> {
  const items = Object.entries(permissions.all()).map(([scope, isOn]) => ({
    label: scopes[scope] ?? scope,
    isOn,
    onChange: (next: boolean) => permissions.set(scope, next),
  }));
  return showSettings(screen.overlays, items);
}
