import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { decrypt, encrypt } from '../../cloudfunctions/common/cloud/cipher';
import { streamKeys } from '../../cloudfunctions/common/cloud/keys';
import { beginning } from '../../cloudfunctions/common/domain/rewrap';
import { placesIn, sealedCollections, type SealedPlace } from '../../cloudfunctions/common/domain/sealed-places';
import { parseCipher } from '../../cloudfunctions/common/protocol/cipher';
import type { KeyDocument } from '../../cloudfunctions/common/protocol/documents';
import type { JobDocument } from '../../cloudfunctions/common/protocol/jobs';
import { runTimer } from '../support/assignment/functions';
import { scaled } from '../support/scale';
import { endedTalk, startRetention, talk } from '../support/interrupted/talk';
import { cutEverywhere, World } from '../support/interrupted/world';

jest.setTimeout(240_000);

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let world: World;

beforeAll(async () => {
  jest.spyOn(console, 'error').mockImplementation(() => undefined);
  world = await World.open(2);
  const conversationId = await archivedTalk('oEarlier');
  const hold = { conversationId, isHeld: true, reason: '诉讼' };
  for (const of of ['conversation', 'customer']) await world.ask('lead-1', 'customer', 'hold', { ...hold, of });
  await talk(world, 'oOpen');
  await world.ask('agent-1', 'customer', 'edit', { customerId: 'oOpen', clientId: 'a', remark: '急', note: '要发票' });
  await world.ask('lead-1', 'search', 'save', { searchId: 's', name: '差评', conditions: { ratings: [1] } });
  await world.ask('lead-1', 'search', 'messages', { text: '退货' });
});
afterAll(() => world.close());

async function archivedTalk(openid: string): Promise<string> {
  const conversationId = await endedTalk(world, openid);
  await world.database.put('settings_private', [{ _id: 'private', retention: { archive: 30 } }]);
  await startRetention(world);
  world.pass(40 * DAY);
  await world.finish('jobs');
  return conversationId;
}

type Stored = { _id: string } & Record<string, unknown>;

/** Everything that is sealed, each cipher string replaced by what becomes of it. */
const replaced = (become: (place: SealedPlace) => string): Record<string, Stored[]> =>
  Object.fromEntries(
    sealedCollections.map((name) => [
      name,
      world.database.all<Stored>(name).map((document) => {
        const copy = structuredClone(document);
        for (const place of placesIn(name, document)) put(copy, place.path.split('.'), become(place));
        return copy;
      }),
    ]),
  );

function put(within: Record<string, unknown>, [name = '', ...rest]: string[], value: string): void {
  if (rest.length === 0) within[name] = value;
  else put(within[name] as Record<string, unknown>, rest, value);
}

const opened = ({ stream, cipher, context }: SealedPlace): string =>
  decrypt(streamKeys(stream), cipher, context) ?? 'unverifiable';

/** The same as the version before had sealed it. */
function asBefore(place: SealedPlace): string {
  const [before] = streamKeys(place.stream).filter(({ version }) => version === 1);
  return before ? encrypt([before], opened(place), place.context) : '';
}

/** What is said, whoever sealed it; that keys were changed is in the log as often as the work was begun. */
function said() {
  const { jobs: _, audit = [], ...others } = replaced(opened);
  return { ...others, audit: audit.filter(({ action }) => !String(action).startsWith('keys.')) };
}

/** The versions by which anything is sealed. */
function versions(): number[] {
  const found = new Set<number>();
  replaced(({ cipher }) => {
    found.add(parseCipher(cipher)?.version ?? 0);
    return cipher;
  });
  return [...found];
}

/** The moment after a rotation: all is sealed by the version before, and nothing was done about it. */
async function rotated(): Promise<void> {
  const { files, documents } = world.keep();
  const { jobs = [], ...sealed } = replaced(asBefore);
  const keys = documents['keys']?.map(({ clearedAt: _, ...key }) => key);
  const startedAt = world.now - 2 * HOUR;
  const by = { role: 'system', id: 'keys' };
  const work = { kind: 'rewrap', version: 2, resealed: 0, ...beginning(1, startedAt + HOUR) };
  const job = { _id: 'rewrap:2', by, startedAt, step: 0, nextAt: 0, failures: 0, ...work };
  const others = jobs.filter(({ kind }) => kind !== 'rewrap');
  await world.restore({
    files,
    documents: { ...documents, ...sealed, keys, jobs: [...others, job] } as typeof documents,
  });
}

test('sealing everything again, cut off between any two requests, comes to its end, and nothing is lost', async () => {
  await rotated();
  expect(versions()).toEqual([1]);
  const before = said();
  expect(JSON.stringify(before)).not.toContain('unverifiable');
  const told = () => {
    const done = world.database.all<JobDocument>('jobs', { kind: 'rewrap' }).map(({ doneAt }) => doneAt !== undefined);
    const cleared = world.database.all<KeyDocument>('keys').filter(({ clearedAt }) => clearedAt !== undefined);
    return { said: said(), versions: versions(), done, cleared: cleared.map(({ _id }) => _id) };
  };
  const whole = { said: before, versions: [2], done: [true], cleared: ['1'] };
  const life = { from: world.keep(), run: () => runTimer('jobs'), goOn: () => world.finish('jobs'), told };
  const requests = await cutEverywhere(
    world,
    life,
    'dies',
    (found, atRequest) => expect({ atRequest, found }).toEqual({ atRequest, found: whole }),
    scaled(6, 1),
  );
  expect(requests).toBeGreaterThan(30);
});
