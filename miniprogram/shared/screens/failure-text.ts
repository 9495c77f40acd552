import { failureCode } from '../failure';
import { errorText } from '../text/text';

/** What went wrong, in a sentence. A fault of our own also goes to the phone's log. */
export function failureText(error: unknown): string {
  const code = failureCode(error);
  if (code === 'INTERNAL') console.error(error);
  return errorText(code);
}

/** Tells the person what went wrong. */
export function showFailure(error: unknown): void {
  void wx.showToast({ title: failureText(error), icon: 'none' });
}
