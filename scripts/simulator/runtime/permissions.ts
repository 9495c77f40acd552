import { ApiFailure } from './api/call';
import type { Device } from './device';
import { showModal } from './overlays/modal';
import type { Records } from './records';

/** The scopes that an app may ask for, and how WeChat words them. */
export const scopes: Record<string, string> = {
  'scope.record': '使用你的麦克风',
  'scope.camera': '使用你的摄像头',
  'scope.writePhotosAlbum': '保存图片或视频到你的相册',
  'scope.userLocation': '获取你的位置信息',
};

/** What the person lets the app do: once asked, the answer holds until it is changed in the settings. */
export class Permissions {
  constructor(
    private readonly device: Device,
    private readonly records: Records,
  ) {}

  /** Whether a scope was given or refused; undefined while nobody has been asked. */
  state(scope: string): boolean | undefined {
    if (this.device.denied.includes(scope)) return false;
    const answer = this.records.get(scope);
    if (typeof answer === 'boolean') return answer;
    return this.device.asksScopes ? undefined : true;
  }

  set(scope: string, isGiven: boolean): void {
    this.records.set(scope, isGiven);
  }

  /** `authSetting` as WeChat tells it: only of the scopes that were asked for. */
  all(): Record<string, boolean> {
    const states = Object.keys(scopes).map((scope) => [scope, this.state(scope)]);
    return Object.fromEntries(states.filter(([, state]) => state !== undefined)) as Record<string, boolean>;
  }

  /** Asks where nobody has been asked; fails when the answer is or was no. */
  async request(scope: string, layer: HTMLElement): Promise<void> {
    if (this.state(scope) === undefined) this.set(scope, await ask(scope, layer));
    if (!this.state(scope)) throw new ApiFailure('auth deny', { errno: 103 });
  }
}

async function ask(scope: string, layer: HTMLElement): Promise<boolean> {
  const content = scopes[scope] ?? scope;
  const { confirm } = await showModal(layer, {
    title: '申请获得以下权限',
    content,
    confirmText: '允许',
    cancelText: '拒绝',
  });
  return confirm;
}
