import type { OpenPage } from '../../../support/page';

/** Holds a finger on the message with this text until what can be done with it is offered. */
export async function longPress(page: OpenPage, text: string): Promise<void> {
  const [bubble] = page.roles('text').filter(({ ariaLabel }) => ariaLabel?.includes(`，${text}`) === true);
  if (!bubble) throw new Error(`No message says “${text}”. The page says:\n${page.text}`);
  const mouse = (type: string) => bubble.dispatchEvent(new window.MouseEvent(type, { bubbles: true }));
  mouse('mousedown');
  await page.until(() => page.roles('dialog').length === 1, 'for a sheet');
  mouse('mouseup');
}
