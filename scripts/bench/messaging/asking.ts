import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { median } from '../measure';
import { ms } from '../report';
import { person } from './people';
import { awaitText } from './screens';

const ROUNDS = 60;
const PACE_MS = 150;

/** From the call to the frame at the reader when no phone draws anything meanwhile: browser and cloud share this machine. */
export async function measureAsking(url: string, openid: string, reader: Page): Promise<string> {
  const sender = await person(url, openid);
  const { conversationId } = await sender.ask('conversation', 'open');
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const body = { text: `第 ${round} 问，没有手机。` };
    await awaitText(reader, body.text);
    await sleep(PACE_MS);
    const askedAt = performance.timeOrigin + performance.now();
    await sender.ask('message', 'send', { conversationId, clientId: randomUUID(), kind: 'text', body });
    const { pushed } = await reader.evaluate(() => window.shown);
    times.push(pushed - askedAt);
  }
  return (
    `The same call from a process, so that no phone draws its own bubble beside the cloud on these cores: ` +
    `${ms(median(times.slice(ROUNDS / 10)))} until the frame is there.`
  );
}
