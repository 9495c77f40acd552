import { call } from '../../../shared/cloud';
import { showFailure } from '../../../shared/screens/failure-text';
import { words } from '../../text/words';

const { title, content, confirm, cancel } = words.end;

/** Ends a conversation if the customer really wants to; `onConfirmed` runs in the tap that says so. */
export async function finish(conversationId: string, onConfirmed: () => void): Promise<void> {
  if (!(await isConfirmed(onConfirmed))) return;
  void wx.showLoading({ title: '', mask: true });
  try {
    await call('conversation', 'close', { conversationId });
    await wx.hideLoading();
  } catch (error) {
    await wx.hideLoading();
    showFailure(error);
  }
}

const isConfirmed = (onConfirmed: () => void): Promise<boolean> =>
  new Promise((resolve) => {
    wx.showModal({
      title,
      content,
      confirmText: confirm,
      cancelText: cancel,
      success({ confirm: isMeant }) {
        if (isMeant) onConfirmed();
        resolve(isMeant);
      },
      fail: () => resolve(false),
    });
  });
