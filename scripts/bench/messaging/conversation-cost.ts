import type { Browser } from 'playwright-core';
import { openScreen, travel } from './screens';
import { usageOf } from './usage';

const MESSAGES = 20;

/** What the meter says of a whole conversation between two phones: opening, typing, reading and ending included. */
export async function measureCost(url: string, browser: Browser): Promise<string> {
  const agent = await openScreen(browser, `${url}/agent/?openid=agent-2`);
  await agent.getByRole('button', { name: /在线/ }).waitFor();
  const customer = await openScreen(browser, `${url}/customer/?openid=customer-2`);
  const { yuan, functions, database, pushes } = await usageOf(url, async () => {
    await customer.getByText('客服').click();
    await agent.getByText('赵一鸣').click();
    for (const page of [customer, agent]) await page.locator('textarea:enabled').waitFor();
    for (let count = 0; count < MESSAGES; count += 1) {
      const [from, to] = count % 2 === 0 ? [customer, agent] : [agent, customer];
      await travel(from, to, `第 ${count} 句。`);
    }
  });
  await Promise.all([customer, agent].map((page) => page.context().close()));
  const calls = Object.values(functions).reduce((sum, each) => sum + each.calls, 0);
  return (
    `1,000 conversations of ${MESSAGES} messages: ¥ ${(1000 * yuan).toFixed(2)} by the prices in ` +
    `scripts/emulator/prices.json (each ${calls} function calls, ${database.reads} reads, ${database.writes} writes, ${pushes} pushes).`
  );
}
