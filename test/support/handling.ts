import type { Locator } from 'playwright-core';
import type { Phone } from './phones';

/** What people do on their phones around a conversation, and see of it. */

export const button = ({ page }: Phone, name: string | RegExp): Locator =>
  page.getByRole('button', { name, exact: true }).last();

export const saying = ({ page }: Phone, words: string | RegExp): Locator => page.getByText(words).last();

/** A message in the chat. */
export const bubble = ({ page }: Phone, words: string | RegExp): Locator =>
  page
    .locator('[role="text"]')
    .and(page.getByLabel(new RegExp(words)))
    .last();

/** Long enough for a menu. */
export const longPress = (where: Locator): Promise<void> => where.click({ delay: 700, position: { x: 12, y: 12 } });

/** What the phone's own dialogs answer next. */
export const decide = ({ page }: Phone, api: string, outcome: string): Promise<void> =>
  page.evaluate(
    ([name, wanted]) => {
      const { phone } = window as unknown as { phone: { next(api?: string, outcome?: string): void } };
      phone.next(name, wanted);
    },
    [api, outcome],
  );

/** Attaches something, which the phone's own dialog is told beforehand. */
export async function attach(phone: Phone, tool: string, api: string, outcome: string): Promise<void> {
  await decide(phone, api, outcome);
  const item = button(phone, tool);
  if (!(await item.isVisible())) await button(phone, '更多').click();
  await item.click();
}

/** What stands above the page, once it says so. */
export const titled = ({ page }: Phone, title: string | RegExp): Promise<void> =>
  page.locator('.phone-bar-title').filter({ hasText: title }).waitFor();

/** Answers a question with yes. */
export const confirm = ({ page }: Phone, yes: string): Promise<void> =>
  page.getByRole('dialog').getByText(yes, { exact: true }).last().click();

/** Takes up something from beside the composer. */
export async function pick(phone: Phone, tool: string): Promise<void> {
  await button(phone, '更多').click();
  await button(phone, tool).click();
}

export const back = (phone: Phone): Promise<void> => button(phone, '返回').click();

/** Offers the conversation on the screen to a colleague. */
export async function offer(from: Phone, colleague: string, note: string): Promise<void> {
  await pick(from, '转接');
  await button(from, new RegExp(`^${colleague}，`)).click();
  await from.page.getByRole('textbox', { name: '转接说明' }).fill(note);
  await insist(from, '转接', saying(from, `等待 ${colleague} 接受`));
}

/** Taps again when the cloud was too busy, as people do: what was filled in is still there. */
async function insist(phone: Phone, name: string, done: Locator): Promise<void> {
  const refused = saying(phone, /稍后再试|网络/);
  await button(phone, name).click();
  await done.or(refused).first().waitFor();
  await refused.waitFor({ state: 'hidden' });
  if (!(await done.isVisible())) await insist(phone, name, done);
}

/** Chooses a presence, on the list of conversations. */
export async function goOff(phone: Phone, from: string): Promise<void> {
  await button(phone, new RegExp(`^${from}，`)).click();
  await phone.page.getByText(/^离线 ·/).click();
  await button(phone, /^离线，/).waitFor();
}
