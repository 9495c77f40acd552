import type { MiniProgram } from '../mini-program';
import { showModal } from '../overlays/modal';
import { api, callbackOnly } from './call';

/** The app's privacy guide: whether the person has agreed to it, and how they are asked. */
export function privacyApi(program: MiniProgram): Record<string, unknown> {
  const { privacy, screen } = program;
  return {
    getPrivacySetting: callbackOnly('getPrivacySetting', () => ({
      needAuthorization: privacy.isNeeded,
      privacyContractName: contractName(program),
    })),
    requirePrivacyAuthorize: callbackOnly('requirePrivacyAuthorize', () => privacy.require('requirePrivacyAuthorize')),
    onNeedPrivacyAuthorization: (listener: Parameters<typeof privacy.listen>[0]) => privacy.listen(listener),
    openPrivacyContract: api('openPrivacyContract', async () => {
      await showModal(screen.overlays, {
        title: contractName(program),
        content: '这里会显示小程序在公众平台填写的隐私保护指引。',
        showCancel: false,
        confirmText: '知道了',
      });
    }),
  };
}

/** WeChat's own dialog, for apps that bring none. */
export async function askForPrivacy(program: MiniProgram): Promise<boolean> {
  const { confirm } = await showModal(program.screen.overlays, {
    title: '用户隐私保护提示',
    content: `在使用前，请阅读${contractName(program)}。如同意，请点击“同意”开始使用。`,
    confirmText: '同意',
    cancelText: '拒绝',
  });
  return confirm;
}

function contractName({ code }: MiniProgram): string {
  return `《${code.config.window?.navigationBarTitleText ?? '小程序'}隐私保护指引》`;
}
