import type { Browser } from 'playwright-core';
import { openPair, type Phone } from '../phones';

/** Twenty-five other phones share the machine. */
const PATIENCE_MS = 300_000;

const texts = (who: string, count: number) => Array.from({ length: count }, (_, index) => `${who} ${index + 1}`);

/** A customer and an agent with the real apps in a browser, who write to each other. */
export class BrowserPair {
  private constructor(
    private readonly customer: Phone,
    private readonly agent: Phone,
  ) {}

  static async open(browser: Browser, url: string): Promise<BrowserPair> {
    const { agent, customer } = await openPair(browser, url);
    await agent.openChatWith('林小满');
    for (const { page } of [customer, agent]) page.setDefaultTimeout(PATIENCE_MS);
    return new BrowserPair(customer, agent);
  }

  /** Both write so many texts at once, and wait until both phones show all of them. Answers what each side wrote. */
  async play(count: number): Promise<{ asked: string[]; answered: string[] }> {
    const [asked, answered] = [texts('问', count), texts('答', count)];
    await Promise.all([sendAll(this.customer, asked), sendAll(this.agent, answered)]);
    await Promise.all([this.customer, this.agent].map((phone) => phone.waitForTexts([...asked, ...answered])));
    return { asked, answered };
  }

  /** What both phones show. */
  async shown(): Promise<{ customer: string[]; agent: string[] }> {
    return { customer: await this.customer.texts(), agent: await this.agent.texts() };
  }

  errors(): string[] {
    return [...this.customer.errors, ...this.agent.errors];
  }
}

async function sendAll(phone: Phone, all: string[]): Promise<void> {
  for (const text of all) await phone.send(text);
}
