import type { BuiltInNode } from './built-ins/define';
import { chooseAvatar } from './avatar';
import { ApiFailure } from './api/call';
import { openSettings } from './api/setting';
import type { MiniProgram } from './mini-program';
import { failIfWanted } from './outcomes';
import { showModal } from './overlays/modal';

type Opening = (program: MiniProgram, node: BuiltInNode) => unknown;

const openings: Record<string, Opening> = {
  share: ({ navigation }, { component }) =>
    navigation.top?.call('onShareAppMessage', { from: 'button', target: component }),
  openSetting: async (program, node) => {
    await openSettings(program);
    node.emit('opensetting', { errMsg: 'openSetting:ok', authSetting: program.permissions.all() });
  },
  agreePrivacyAuthorization: ({ privacy }, node) => {
    privacy.tapAgree(node.component.id);
    node.emit('agreeprivacyauthorization', { errMsg: 'agreePrivacyAuthorization:ok' });
  },
  getPhoneNumber: getPhoneNumber,
  chooseAvatar: async (program, node) => {
    const avatarUrl = await chooseAvatar(program);
    if (avatarUrl) node.emit('chooseavatar', { avatarUrl });
  },
};

/** What a button with an `open-type` opens. Two of them can be joined by `|`: consent comes first. */
export async function openFromButton(program: MiniProgram, node: BuiltInNode, openType: string): Promise<void> {
  const types = openType.split('|');
  for (const type of types.sort((a) => (a === 'agreePrivacyAuthorization' ? -1 : 1))) {
    await openings[type]?.(program, node);
  }
}

async function getPhoneNumber(program: MiniProgram, node: BuiltInNode): Promise<void> {
  try {
    await program.privacy.require('button.getPhoneNumber');
    await allowPhoneNumber(program);
    node.emit('getphonenumber', { code: 'phone-code', errMsg: 'getPhoneNumber:ok' });
  } catch (cause) {
    if (!(cause instanceof ApiFailure)) throw cause;
    node.emit('getphonenumber', { errMsg: `getPhoneNumber:fail ${cause.reason}`, ...cause.details });
  }
}

async function allowPhoneNumber({ device, screen }: MiniProgram): Promise<void> {
  const outcome = device.outcomes.take('getPhoneNumber');
  failIfWanted(outcome);
  if (outcome) return;
  const question = { title: '申请使用', content: '你的手机号 138****0000', confirmText: '允许', cancelText: '拒绝' };
  const { confirm } = await showModal(screen.overlays, question);
  if (!confirm) throw new ApiFailure('user deny');
}
