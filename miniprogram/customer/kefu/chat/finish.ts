import { call } from '../../../shared/cloud';
import { showFailure } from '../../../shared/screens/failure-text';
import { words } from '../../text/words';

type Question = { title: string; content: string; confirm: string; cancel: string };

/** Ends a conversation if the customer really wants to; `onConfirmed` runs in the tap that says so. */
export const finish = (conversationId: string, onConfirmed: () => void): Promise<void> =>
  end(conversationId, words.end, onConfirmed);

/** The same for one that nobody has answered yet. */
export const leaveQueue = (conversationId: string): Promise<void> => end(conversationId, words.leaveQueue);

async function end(conversationId: string, question: Question, onConfirmed?: () => void): Promise<void> {
  if (!(await isConfirmed(question, onConfirmed))) return;
  void wx.showLoading({ title: '', mask: true });
  try {
    await call('conversation', 'close', { conversationId });
    await wx.hideLoading();
  } catch (error) {
    await wx.hideLoading();
    showFailure(error);
  }
}

const isConfirmed = ({ title, content, confirm, cancel }: Question, onConfirmed?: () => void): Promise<boolean> =>
  new Promise((resolve) => {
    wx.showModal({
      title,
      content,
      confirmText: confirm,
      cancelText: cancel,
      success({ confirm: isMeant }) {
        if (isMeant) onConfirmed?.();
        resolve(isMeant);
      },
      fail: () => resolve(false),
    });
  });
