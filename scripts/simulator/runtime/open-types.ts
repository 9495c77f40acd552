import type { BuiltInNode } from './built-ins/define';
import type { MiniProgram } from './mini-program';
import { showModal } from './overlays/modal';

/** What a button with an `open-type` opens. The person is asked where WeChat would ask. */
export async function openFromButton(program: MiniProgram, node: BuiltInNode, openType: string): Promise<void> {
  const layer = program.screen.overlays;
  if (openType === 'share')
    program.navigation.top?.call('onShareAppMessage', { from: 'button', target: node.component });
  if (openType === 'openSetting') node.emit('opensetting', { errMsg: 'openSetting:ok', authSetting: {} });
  if (openType === 'agreePrivacyAuthorization') {
    node.emit('agreeprivacyauthorization', { errMsg: 'agreePrivacyAuthorization:ok' });
  }
  if (openType === 'getPhoneNumber') {
    const { confirm } = await showModal(layer, {
      title: '申请使用',
      content: '你的手机号 138****0000',
      confirmText: '允许',
      cancelText: '拒绝',
    });
    const answer = confirm
      ? { code: 'phone-code', errMsg: 'getPhoneNumber:ok' }
      : { errMsg: 'getPhoneNumber:fail user deny' };
    node.emit('getphonenumber', answer);
  }
}
