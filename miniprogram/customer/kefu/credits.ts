import { Background } from '../../shared/background';
import { call } from '../../shared/cloud';
import { randomName } from '../../shared/random';

let isAsked = false;

/**
 * Asks whether subscribe messages may tell of an answer, at most once in a run of the app. To be called while handling a tap,
 * or WeChat refuses; nobody has to wait for it.
 */
export function askForCredit(templates: readonly string[]): void {
  if (isAsked || templates.length === 0) return;
  isAsked = true;
  wx.requestSubscribeMessage({
    tmplIds: [...templates],
    success: ({ errMsg: _, ...answers }) => void count(answers as Record<string, string>),
    fail: ({ errMsg }) => {
      isAsked = !isNoTap(errMsg);
    },
  });
}

/** A message sent by the keyboard, say: the next tap may ask. */
const isNoTap = (errMsg: string): boolean => errMsg.includes('TAP');

/** Tells the cloud until it knows; `tapId` lets it count once. */
async function count(templates: Record<string, string>): Promise<void> {
  const tapId = await randomName();
  let isTold = false;
  const telling = new Background({
    isNeeded: () => !isTold,
    async step() {
      await call('alert', 'credit', { tapId, templates });
      isTold = true;
    },
    onRefused: (error) => console.error(error),
  });
  telling.start();
}
