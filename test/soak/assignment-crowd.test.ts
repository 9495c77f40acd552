import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Crowd } from '../support/assignment/crowd';
import { LoadWatch, rulesThatShowAgents } from '../support/assignment/load-watch';
import { startTestCloud, type TestCloud } from '../support/cloud';
import { scaled } from '../support/scale';

const AGENTS = scaled(6, 50);
const CAPACITY = scaled(2, 5);
const PLACES = AGENTS * CAPACITY;
const CUSTOMERS = 4 * PLACES;

let cloud: TestCloud;

beforeAll(async () => {
  cloud = await startTestCloud({ rulesFile: rulesThatShowAgents() });
});
afterAll(() => cloud.close());

test(
  'however many come at once, nobody is given more than they can take, nobody waits while there is a place, nobody is forgotten',
  async () => {
    const watch = await LoadWatch.begin(cloud.url);
    const crowd = new Crowd(cloud.url);
    const watched = watch.until(({ name }) => name === 'end');
    await crowd.hire(AGENTS, CAPACITY);
    expect(await crowd.arrive(0, PLACES)).toEqual(Array.from({ length: PLACES }, () => 'active'));
    expect(await crowd.waiting()).toBe(0);

    await Promise.all([crowd.arrive(PLACES, CUSTOMERS), crowd.serveEverybody()]);
    await crowd.serveEverybody();
    await crowd.endWith('end');
    await watched;
    expect(watch.overloaded).toEqual([]);
    expect(watch.most).toBe(PLACES);
    const served = await crowd.conversations();
    expect(served).toHaveLength(CUSTOMERS);
    expect(served.filter(({ status, agentId }) => status !== 'closed' || agentId === undefined)).toEqual([]);
    await watch.close();
  },
  scaled(60_000, 1_800_000),
);
