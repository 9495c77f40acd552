import { call } from '../shared/cloud';
import { isFailure } from '../shared/failure';
import { randomName } from '../shared/random';

/** What one tap came to: how many alerts are left, and whether WeChat asked at all. */
export type Asked = { left: number; isAnswered: boolean };

let hasAsked = false;

/** How many alerts may still be sent to this agent's WeChat. */
export async function alertsLeft(): Promise<number> {
  const { credits } = await call('alert', 'credits', {});
  return sum(credits);
}

/** Asks for one more alert of each kind; to be called from a tap. WeChat itself asks the person, unless they said always. */
export async function askForAlerts(templates: readonly string[]): Promise<Asked> {
  hasAsked = true;
  const answers = await request(templates);
  if (!answers) return { left: await alertsLeft(), isAnswered: false };
  const { credits } = await call('alert', 'credit', { tapId: await randomName(), templates: answers });
  return { left: sum(credits), isAnswered: true };
}

/** At a tap that is about something else: asks, but not more than once while the app runs, and says nothing of failures. */
export async function askOnce(templates: readonly string[]): Promise<void> {
  if (hasAsked || templates.length === 0) return;
  try {
    await askForAlerts(templates);
  } catch (error) {
    if (!isFailure(error)) throw error;
  }
}

const sum = (credits: readonly { left: number }[]): number => credits.reduce((total, { left }) => total + left, 0);

/** What the person answered, by template; undefined when WeChat could not ask: alerts are turned off, or there is no such template. */
const request = (templates: readonly string[]): Promise<Record<string, string> | undefined> =>
  new Promise((resolve) => {
    if (typeof wx.requestSubscribeMessage !== 'function') return resolve(undefined);
    wx.requestSubscribeMessage({
      tmplIds: [...templates],
      success: (result) => resolve(answersIn(result as unknown as Record<string, string>, templates)),
      fail: () => resolve(undefined),
    });
  });

const answersIn = (result: Record<string, string>, templates: readonly string[]): Record<string, string> =>
  Object.fromEntries(templates.map((id) => [id, result[id] ?? '']).filter(([, answer]) => answer !== ''));
