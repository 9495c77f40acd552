import { showFailure } from '../shared/screens/failure-text';
import { recordsText } from './text/records';

const says = recordsText.file;

/** A shorter reason is none. */
const LEAST_REASON = 2;

/** Asks for a line of text; undefined when the person thinks better of it. */
export const askText = (title: string, placeholderText: string, content = ''): Promise<string | undefined> =>
  new Promise((resolve) => {
    wx.showModal({
      title,
      content,
      editable: true,
      placeholderText,
      success: ({ confirm, content: typed }) => resolve(confirm ? (typed ?? '').trim() : undefined),
      fail: () => resolve(undefined),
    });
  });

/** Asks why somebody wants to see what is hidden, and fetches it; nothing when they do not say. */
export async function revealed<Shown>(fetch: (reason: string) => Promise<Shown>): Promise<Shown | undefined> {
  const reason = await askText(says.reason, says.reasonHint);
  if (reason === undefined) return undefined;
  if (reason.length < LEAST_REASON) {
    void wx.showToast({ title: says.reasonNeeded, icon: 'none' });
    return undefined;
  }
  try {
    return await fetch(reason);
  } catch (error) {
    showFailure(error);
    return undefined;
  }
}

/** Shows a text that was hidden, to read and to copy. */
export function showRevealed(content: string): void {
  wx.showModal({
    title: says.revealed,
    content,
    confirmText: says.copy,
    success: ({ confirm }) => {
      if (confirm) void wx.setClipboardData({ data: content });
    },
  });
}
