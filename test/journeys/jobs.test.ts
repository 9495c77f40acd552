import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { retryAt } from '../../cloudfunctions/common/domain/jobs';
import type { ExportLink, ExportSummary } from '../../cloudfunctions/common/protocol/exports';
import type { JobDocument } from '../../cloudfunctions/common/protocol/jobs';
import type { Fault } from '../../scripts/emulator/faults';
import { databaseCalls, startTestCloud, type TestCloud } from '../support/cloud';
import { meet } from '../support/meeting';
import { persons, records, type Person } from '../support/people';

const MESSAGES = 5;

let cloud: TestCloud;
let agent: Person;
let lead: Person;
let conversationId: string;
let asked = 0;

beforeAll(async () => {
  cloud = await startTestCloud();
  [agent, lead] = await persons(cloud.url, 'agent-1', 'lead-1');
  const meeting = await meet(cloud.url, agent);
  conversationId = meeting.conversationId;
  for (let index = 0; index < MESSAGES; index += 1)
    await meeting.customer.ask('message', 'send', {
      conversationId,
      clientId: `m${index}`,
      kind: 'text',
      body: { text: `第 ${index} 句` },
    });
});
afterAll(() => cloud.close());
afterEach(() => cloud.clearFaults());

/** One call of the timer, whatever becomes of it. */
const runOnce = () => cloud.runTimer('jobs').catch(() => undefined);

/** Does all that is due, however much it is. */
async function runAll(): Promise<void> {
  const { data } = (await cloud.runTimer('jobs')) as { data: { slices: number } };
  if (data.slices > 0) await runAll();
}

async function begin(): Promise<string> {
  const { exportId } = await lead.ask('search', 'export', {
    conversationId,
    clientId: `e${++asked}`,
    format: 'json',
    reason: '核对',
  });
  return String(exportId);
}

const jobOf = async (_id: string) => (await records(cloud.url).find('jobs', { _id }))[0] as JobDocument;

async function summaryOf(exportId: string): Promise<ExportSummary | undefined> {
  const { exports } = await lead.ask('search', 'exports');
  return (exports as ExportSummary[]).find((one) => one.exportId === exportId);
}

/** Time passes until what was cut off is begun again. */
const untilRetry = () => cloud.moveClock(retryAt({ failures: 0 }, 0));

async function writtenBy(exportId: string): Promise<string[]> {
  const { links } = await lead.ask('search', 'exportLinks', { exportId });
  const files = await Promise.all((links as ExportLink[]).map(async ({ url }) => (await fetch(url)).json()));
  return (files as { messages?: { text: string }[] }[]).flatMap(({ messages = [] }) =>
    messages.map(({ text }) => text).filter((text) => text.startsWith('第')),
  );
}

const ALL = Array.from({ length: MESSAGES }, (_, index) => `第 ${index} 句`);

test('an idle minute costs one read', async () => {
  await runOnce();
  await cloud.resetUsage();
  await runOnce();
  expect(databaseCalls((await cloud.usage()).functions['jobs'])).toBe(1);
});

test('asked for twice, work is begun once', async () => {
  const ask = { conversationId, clientId: 'twice', format: 'json', reason: '核对' };
  const answers = await Promise.all([lead.ask('search', 'export', ask), lead.ask('search', 'export', ask)]);
  expect(answers[0]).toEqual(answers[1]);
  await runAll();
  expect(await writtenBy(String(answers[0]?.['exportId']))).toEqual(ALL);
});

test('two workers at once do it once', async () => {
  const exportId = await begin();
  await Promise.all([runOnce(), runOnce(), runOnce()]);
  await untilRetry();
  await Promise.all([runOnce(), runOnce()]);
  await runAll();
  expect((await summaryOf(exportId))?.files).toHaveLength(2);
  expect(await writtenBy(exportId)).toEqual(ALL);
});

describe('whatever cuts it off, it is done once in the end', () => {
  const troubles: Fault[] = [
    ...(['error', 'drop', 'duplicate', 'kill'] as const).map(
      (kind) => ({ target: 'database', kind, rate: 0.4 }) as const,
    ),
    ...(['error', 'drop', 'kill'] as const).map((kind) => ({ target: 'storage', kind, rate: 0.5 }) as const),
    { target: 'function', match: 'jobs', kind: 'kill', rate: 1 },
  ];

  test.each(troubles)('$kind in $target', async (trouble) => {
    for (let time = 0; time < 5; time += 1) {
      const exportId = await begin();
      await cloud.addFault({ ...trouble, count: 1 });
      await runOnce();
      await cloud.clearFaults();
      await untilRetry();
      await runAll();
      expect(await summaryOf(exportId)).toMatchObject({ state: 'ready', files: [{}, {}] });
      expect(await writtenBy(exportId)).toEqual(ALL);
    }
  });

  test('the cloud itself is killed', async () => {
    const exportId = await begin();
    const cut = runOnce();
    await cloud.kill();
    await cut;
    await cloud.restart();
    await untilRetry();
    await runAll();
    expect(await writtenBy(exportId)).toEqual(ALL);
  });
});

test('what fails again and again waits longer each time, says so, and gets done once it can be', async () => {
  const exportId = await begin();
  await cloud.addFault({ target: 'database', match: 'messages', kind: 'error', rate: 1 });
  const waits: number[] = [];
  for (let time = 0; time < 10; time += 1) {
    await runOnce();
    const { nextAt } = await jobOf(exportId);
    waits.push(nextAt);
    await records(cloud.url).change('jobs', { _id: exportId }, { nextAt: 0 });
  }
  expect(waits.map((at, index) => Math.sign(at - (waits[index - 1] ?? 0)))).toEqual(waits.map(() => 1));
  expect(await summaryOf(exportId)).toMatchObject({ state: 'stuck' });
  await cloud.clearFaults();
  await lead.ask('search', 'retryExport', { exportId });
  await runAll();
  expect(await writtenBy(exportId)).toEqual(ALL);
});

test('what was done long ago is forgotten', async () => {
  const exportId = await begin();
  await runAll();
  await cloud.moveClock(7 * 24 * 3_600_000);
  await runAll();
  expect(await summaryOf(exportId)).toMatchObject({ state: 'expired' });
  await cloud.moveClock(91 * 24 * 3_600_000);
  await runAll();
  expect(await jobOf(exportId)).toBeUndefined();
});
