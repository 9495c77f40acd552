import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { EXPORT_KEPT_MS } from '../../cloudfunctions/common/domain/exports';
import type {
  AgentDocument,
  AuditDocument,
  MessageDocument,
  SealDocument,
} from '../../cloudfunctions/common/protocol/documents';
import type { JobDocument } from '../../cloudfunctions/common/protocol/jobs';
import { COOLING_MS } from '../../cloudfunctions/common/protocol/limits';
import type { Retention } from '../../cloudfunctions/common/protocol/settings';
import { callAs, runTimer } from '../support/assignment/functions';
import { endedTalk, startRetention, talk } from '../support/interrupted/talk';
import { alike, cutEverywhere, World, type Kept, type Life } from '../support/interrupted/world';

jest.setTimeout(240_000);

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

let world: World;

beforeAll(async () => {
  jest.spyOn(console, 'error').mockImplementation(() => undefined);
  world = await World.open();
});
afterAll(() => world.close());

const all = <T>(name: string, filter: object = {}): T[] => world.database.all<T>(name, filter as never);

const runJobs = () => runTimer('jobs');

/** What there is once something was done without being cut off, and has to be wherever it is. */
async function uncut({ from, run, goOn, told }: Life): Promise<unknown> {
  await world.restore(from);
  world.pass(60 * MINUTE);
  await run();
  await goOn();
  return told();
}

/** Lets the process die after each of its requests, and sees that it all comes to the same. */
async function expectSame(life: Life): Promise<void> {
  const whole = await uncut(life);
  const requests = await cutEverywhere(world, life, 'dies', (told, atRequest) =>
    expect({ atRequest, told }).toEqual({ atRequest, told: whole }),
  );
  expect(requests).toBeGreaterThan(2);
}

/** The same beginning for all that the jobs do. */
const byJobs = (from: Kept, since: number): Life => ({
  from,
  run: runJobs,
  goOn: () => world.finish('jobs'),
  told: () => alike(world.keep(), from, since),
});

const inStream = (name: string, conversationId: string) => all<MessageDocument>(name, { conversationId });

/** The beginning, with records to be kept for so long. */
const keptFor = (retention: Retention, { documents, files }: Kept): Kept => ({
  documents: { ...documents, settings_private: [{ _id: 'private', retention }] },
  files,
});

const seqsIn = (name: string, conversationId: string) =>
  inStream(name, conversationId)
    .map(({ seq }) => seq)
    .toSorted((a, b) => a - b);

describe('retention, cut off between any two requests', () => {
  let one: string;
  let held: string[];
  let begun: Kept;

  beforeAll(async () => {
    one = await endedTalk(world, 'oOne');
    held = [await endedTalk(world, 'oHeld'), await endedTalk(world, 'oWhole')];
    for (const [index, of] of (['conversation', 'customer'] as const).entries()) {
      const hold = { conversationId: held[index], of, isHeld: true, reason: '诉讼' };
      await world.ask('lead-1', 'customer', 'hold', hold);
    }
    await startRetention(world);
    world.pass(100 * DAY);
    begun = world.keep();
  });

  function expectHeldWhole(): void {
    for (const id of held) {
      expect(seqsIn('messages', id)).toEqual([1, 2, 3, 4, 5]);
      expect([...world.files.contents.keys()].filter((path) => path.includes(id))).toHaveLength(2);
    }
  }

  const filesLeft = () => [...world.files.contents.keys()].filter((path) => path.includes(one));

  async function archived(): Promise<Kept> {
    await world.restore(keptFor({ archive: 30 }, begun));
    await world.finish('jobs');
    world.pass(DAY);
    return world.keep();
  }

  test('archives all, once', async () => {
    const life = byJobs(keptFor({ archive: 30 }, begun), world.now);
    await expectSame(life);
    expect(inStream('messages', one)).toEqual([]);
    expect(seqsIn('archive', one)).toEqual(
      Array.from({ length: inStream('archive', one).length }, (_, index) => index + 1),
    );
    expect(inStream('archive', `${one}:staff`)).toHaveLength(2);
    expect(filesLeft()).toHaveLength(2);
    expectHeldWhole();
  });

  test('deletes files and notes, and nothing else', async () => {
    await expectSame(byJobs(keptFor({ files: 30, notes: 30 }, begun), world.now));
    expect(inStream('messages', one).length).toBeGreaterThan(3);
    expect([inStream('messages', `${one}:staff`), filesLeft()]).toEqual([[], []]);
    expectHeldWhole();
  });

  test.each(['what is searched', 'the archive'])('deletes all of %s', async (place) => {
    const from = place === 'the archive' ? await archived() : begun;
    await expectSame(byJobs(keptFor({ messages: 60 }, from), world.now));
    for (const name of ['messages', 'archive'])
      expect([inStream(name, one), inStream(name, `${one}:staff`)]).toEqual([[], []]);
    expect(filesLeft()).toEqual([]);
    expectHeldWhole();
    expect(JSON.stringify(world.keep())).not.toMatch(/oOne[^"]*要/);
  });

  test.each([
    ['conversation', 0],
    ['customer', 1],
  ])('goes back to a %s that is let go, though nobody asks again', async (of, index) => {
    await world.restore(keptFor({ messages: 60 }, begun));
    await world.finish('jobs');
    const conversationId = held[index] ?? '';
    const event = { action: 'hold', conversationId, of, isHeld: false, reason: '了结' };
    const run = () => callAs({ openid: 'lead-1', name: 'customer', event });
    const goOn = async () => {
      world.pass(DAY);
      await world.finish('jobs');
    };
    const told = () => [
      all('conversations', { _id: conversationId, 'hold.at': { $gt: 0 } }).length,
      all('customers', { _id: 'oWhole', 'hold.at': { $gt: 0 } }).length,
      inStream('messages', held[0] ?? '').length > 0,
      inStream('messages', held[1] ?? '').length > 0,
    ];
    const isHeldOf = (found: unknown) => Boolean((found as unknown[])[index]);
    const life = { from: world.keep(), run, goOn, told };
    const requests = await cutEverywhere(world, life, 'dies', (found, atRequest) =>
      expect({ atRequest, isLeft: (found as unknown[])[2 + index] }).toEqual({ atRequest, isLeft: isHeldOf(found) }),
    );
    expect(requests).toBeGreaterThan(4);
    expect(inStream('messages', conversationId)).toEqual([]);
  });
});

describe('deleting a customer, cut off between any two requests', () => {
  test('leaves nothing but numbers, and holds nobody’s place', async () => {
    await endedTalk(world, 'oGone');
    const open = await talk(world, 'oGone');
    const kept = await endedTalk(world, 'oStays');
    await world.ask('oGone', 'customer', 'erase');
    world.pass(COOLING_MS + MINUTE);
    const from = world.keep();
    const life = byJobs(from, world.now);
    const goOn = async () => {
      await world.finish('jobs');
      await runTimer('sweep');
    };
    await expectSame({ ...life, goOn });
    expect(JSON.stringify(world.keep())).not.toContain('oGone');
    expect(all<AgentDocument>('agents').flatMap(({ holding }) => holding)).not.toContain(open);
    expect(inStream('messages', kept).length).toBeGreaterThan(3);
    expect(all<JobDocument>('jobs', { kind: 'erase' })).toMatchObject([{ doneAt: expect.any(Number) }]);
  });
});

const written = () => [...world.files.contents].filter(([path]) => path.includes('exports/'));

describe('an export, cut off between any two requests', () => {
  let from: Kept;
  let exportId: string;

  beforeAll(async () => {
    const conversationId = await endedTalk(world, 'oTaken');
    const wish = { conversationId, clientId: 'e', format: 'json', reason: '核对' };
    exportId = String((await world.ask('lead-1', 'search', 'export', wish))['exportId']);
    from = world.keep();
  });

  const state = () => all<JobDocument>('jobs', { _id: exportId }).map(({ doneAt }) => doneAt !== undefined);

  test('writes the same files', async () => {
    const life = byJobs(from, world.now);
    await expectSame({ ...life, told: () => [written(), state()] });
    expect([written().length, state()]).toEqual([2, [false]]);
  });

  test('leaves no file when it is called off', async () => {
    const goOn = async () => {
      await world.ask('lead-1', 'search', 'cancelExport', { exportId });
      await world.finish('jobs');
    };
    await expectSame({ ...byJobs(from, world.now), goOn, told: () => [written(), state()] });
    expect([written(), state()]).toEqual([[], [true]]);
  });

  test('is deleted when its time is over', async () => {
    await world.restore(from);
    await world.finish('jobs');
    expect(written()).toHaveLength(2);
    world.pass(EXPORT_KEPT_MS);
    const life = byJobs(world.keep(), world.now);
    await expectSame({ ...life, told: () => [written(), state()] });
    expect([written(), state()]).toEqual([[], [true]]);
  });
});

const toTenthMinute = () => world.pass(10 * MINUTE - (world.now % (10 * MINUTE)));

/** What a verifier says of the whole log. */
async function flaw(): Promise<unknown> {
  for (let after = 0; ;) {
    const found = await world.ask('lead-1', 'audit', 'verify', { after });
    if (found['isDone']) return found['flaw'];
    after = Number(found['until']);
  }
}

/** Which entries are under how many seals, and who has heard of those; each entry is under one. */
const underSeals = () => {
  const seals = all<SealDocument>('audit_seals');
  const listed = seals.flatMap(({ entries }) => entries.map(({ id }) => id)).toSorted();
  const entries = all<AuditDocument>('audit').map(({ _id, seal }) => (seal > 0 ? _id : 'open'));
  const heard = ['lead-1', 'lead-2'].map((to) => all('feed', { to, type: 'seal' }).length);
  expect(listed).toEqual(entries.toSorted());
  return { listed, seals: seals.length, heard };
};

describe('sealing the log, cut off between any two requests', () => {
  test('puts each entry under one seal, and every lead is told of each', async () => {
    for (let look = 0; look < 3; look += 1) await world.ask('lead-1', 'audit', 'entries');
    toTenthMinute();
    await runTimer('sweep');
    for (let look = 0; look < 3; look += 1) await world.ask('lead-2', 'audit', 'entries');
    const run = () => {
      toTenthMinute();
      return runTimer('sweep');
    };
    await expectSame({ from: world.keep(), run, goOn: async () => void (await run()), told: underSeals });
    expect(await flaw()).toBeUndefined();
  });
});
