import type { Page } from 'playwright-core';
import { median, quantile } from '../measure';
import { ms, type Row } from '../report';
import { travel, type Arrival } from './screens';

const ROUNDS = 200;
const WARM_UP = 20;

/** Two pages; what is sent on the first arrives on the second. */
export type Line = { from: Page; to: Page };

export type Lines = Record<'ours' | 'bare' | 'plain', Line>;

/** From the tap on one screen to the paint on the other: ours, bare pages with a socket, and the plain way, in turns. */
export async function measureTravelling(lines: Lines): Promise<{ rows: Row[]; remarks: string[] }> {
  const names = Object.keys(lines) as (keyof Lines)[];
  const arrivals: Record<keyof Lines, Arrival[]> = { ours: [], bare: [], plain: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    for (let turn = 0; turn < names.length; turn += 1) {
      const name = names[(round + turn) % names.length] ?? 'ours';
      const { from, to } = lines[name];
      const arrived = await travel(from, to, `第 ${round} 句，${name}。`);
      if (round >= WARM_UP) arrivals[name].push(arrived);
    }
  }
  const painted = (name: keyof Lines) => arrivals[name].map(({ paintedMs }) => paintedMs);
  const dom = (name: keyof Lines) => ms(median(arrivals[name].map(({ domMs }) => domMs)));
  const row = (what: string, against: string, other: keyof Lines, share: number, goal: number): Row => ({
    what: `tap to other screen, ${what}`,
    ours: quantile(painted('ours'), share),
    theirs: quantile(painted(other), share),
    against,
    goal,
  });
  return {
    rows: [
      row('p50', 'two bare pages, a socket, one durable write', 'bare', 0.5, 3),
      row('p99', 'two bare pages, a socket, one durable write', 'bare', 0.99, 6),
      row('p50', 'client writes, client watches', 'plain', 0.5, 1.5),
      row('p99', 'client writes, client watches', 'plain', 0.99, 1.5),
    ],
    remarks: [
      `Tap to other screen ends with the paint; to the document alone it is ${dom('ours')}, ` +
        `bare ${dom('bare')}, plain ${dom('plain')} (medians of ${ROUNDS - WARM_UP}, in turns).`,
      partsOf(arrivals.ours),
    ],
  };
}

/** Where our time goes. */
function partsOf(arrivals: Arrival[]): string {
  const part = (of: (arrival: Arrival) => number) => ms(median(arrivals.map(of)));
  const called = part(({ askedMs }) => askedMs);
  const cloud = part(({ askedMs, pushedMs }) => pushedMs - askedMs);
  const shown = part(({ pushedMs, domMs }) => domMs - pushedMs);
  const painted = part(({ domMs, paintedMs }) => paintedMs - domMs);
  return (
    `Of our time: ${called} until the phone has shown its own bubble and asks; ${cloud} in the cloud, until the frame is ` +
    `there (one function, three database calls one after the other, the push); ${shown} until it is decrypted and in the ` +
    `document; ${painted} until it is painted.`
  );
}
