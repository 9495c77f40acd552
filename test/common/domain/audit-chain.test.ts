import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { encrypt } from '../../../cloudfunctions/common/cloud/cipher';
import { streamKeys } from '../../../cloudfunctions/common/cloud/keys';
import { entryDocument, entryHash, keyedHash } from '../../../cloudfunctions/common/cloud/audit-entry';
import {
  chainStart,
  endOf,
  sealIdOf,
  sealNumberOf,
  sealOf,
  type ChainEnd,
} from '../../../cloudfunctions/common/domain/audit-chain';
import { rewritten, verifyFrom, type LogReader } from '../../../cloudfunctions/common/domain/audit-verify';
import type { AuditDocument, SealDocument } from '../../../cloudfunctions/common/protocol/documents';

const { masterKeys } = JSON.parse(readFileSync('test/vectors/cipher.json', 'utf8')) as { masterKeys: object };
process.env['KEFU_KEYS'] = JSON.stringify(masterKeys);

const hashes = { hash: keyedHash, entryHash };

type Log = { entries: AuditDocument[]; seals: SealDocument[] };

/** A copy of a log, read as the stored one is. */
const readerOf = ({ entries, seals }: Log): LogReader => ({
  sealsAfter: async (number) =>
    seals
      .filter(({ _id }) => _id > sealIdOf(number))
      .toSorted((a, b) => (a._id < b._id ? -1 : 1))
      .slice(0, 5),
  entriesUnder: async (seal) => {
    const ids = new Set(Array.isArray(seal.entries) ? seal.entries.map(({ id }) => id) : []);
    return entries.filter((entry) => entry.seal === sealNumberOf(seal) || ids.has(entry._id));
  },
  waiting: async () => entries.filter(({ seal }) => seal === 0),
  stray: async (last) => entries.find(({ seal }) => seal > last || seal < 0),
  counts: async () => ({
    entries: entries.length,
    seals: seals.length,
    waiting: entries.filter(({ seal }) => seal === 0).length,
  }),
});

const verify = (log: Log) => verifyFrom(chainStart, readerOf(log), hashes, () => true);

function anEntry(at: number): AuditDocument {
  return entryDocument({
    at,
    who: { role: 'lead', id: `lead-${at % 3}` },
    appid: 'wx-agent',
    action: 'message.history',
    target: { conversationId: `conversation-${at % 7}`, limit: 20 },
    ...(at % 2 === 0 && { why: '客户投诉', details: { text: '退款' } }),
    ...(at % 5 === 0 && { outcome: 'FORBIDDEN' }),
  });
}

/** 60 entries under six seals, and three that wait. */
function aLog(): Log {
  const log: Log = { entries: [], seals: [] };
  let end: ChainEnd = chainStart;
  for (let number = 1; number <= 6; number += 1) {
    const entries = Array.from({ length: 10 }, (_, index) => ({ ...anEntry(number * 100 + index), seal: number }));
    const seal = sealOf(end, entries, number * 1000, keyedHash);
    end = endOf(seal);
    log.entries.push(...entries);
    log.seals.push(seal);
  }
  log.entries.push(...[1, 2, 3].map(anEntry));
  return log;
}

const whole = aLog();
const copy = (): Log => structuredClone(whole);

test('a log that nobody touched is right', async () => {
  const { end, flaw, isDone, marks } = await verify(whole);
  expect(flaw).toBeUndefined();
  expect(isDone).toBe(true);
  expect(end).toMatchObject({ number: 6, last: 60 });
  expect(marks).toHaveLength(6);
});

test('texts sealed anew leave it right', async () => {
  const log = copy();
  for (const entry of log.entries)
    if (entry.why !== undefined) entry.why = encrypt(streamKeys('audit'), '客户投诉', entry._id);
  expect(log).not.toEqual(whole);
  expect((await verify(log)).flaw).toBeUndefined();
});

test('a log that was cut off at its end, or written anew by who has the keys, is told by what phones have kept', async () => {
  const known = (await verify(whole)).marks;
  const { marks } = await verify(aLog());
  expect(rewritten(known, marks)).toEqual({ kind: 'rewritten', seal: 1 });
  const cut = { entries: whole.entries.filter(({ seal }) => seal < 6), seals: whole.seals.slice(0, 5) };
  const { flaw, end } = await verify(cut);
  expect(flaw).toBeUndefined();
  expect(rewritten(known, (await verify(cut)).marks, end)).toEqual({ kind: 'rewritten', seal: 6 });
});

type Damage = { name: string; entryId?: string };

const sealed = fc.integer({ min: 0, max: 59 });
const anyEntryIndex = fc.integer({ min: 0, max: 62 });
const sealIndex = fc.integer({ min: 0, max: 5 });

const at = <T>(list: T[], index: number): T => {
  const found = list[index];
  if (found === undefined) throw new Error('The test asks for what is not there.');
  return found;
};

const flipped = (text: string, place: number): string => {
  const index = place % text.length;
  return text.slice(0, index) + (text[index] === 'A' ? 'B' : 'A') + text.slice(index + 1);
};

/** What may be done to one entry's fields. */
const edits: ((entry: AuditDocument, place: number) => object)[] = [
  ({ at: time }) => ({ at: time + 1 }),
  ({ who }) => ({ who: { ...who, id: 'somebody-else' } }),
  ({ who }) => ({ who: { ...who, role: 'agent' } }),
  () => ({ appid: 'wx-other' }),
  () => ({ action: 'message.links' }),
  ({ target }) => ({ target: { ...target, conversationId: 'another' } }),
  ({ target }) => ({ target: { ...target, more: 1 } }),
  () => ({ target: {} }),
  ({ why }, place) => ({ why: flipped(why ?? 'made up', place) }),
  ({ details }, place) => ({ details: flipped(details ?? 'made up', place) }),
  ({ outcome }) => ({ outcome: outcome ? undefined : 'FORBIDDEN' }),
  ({ hash }, place) => ({ hash: flipped(hash, place) }),
  ({ seal }) => ({ seal: seal + 1 }),
  () => ({ seal: -1 }),
  () => ({ added: true }),
];

/** What may be done to one seal's fields. */
const sealEdits: ((seal: SealDocument, place: number) => object)[] = [
  ({ at: time }) => ({ at: time + 1 }),
  ({ first }) => ({ first: first + 1 }),
  ({ last }) => ({ last: last + 1 }),
  ({ entries }) => ({ entries: entries.slice(1) }),
  ({ entries }) => ({ entries: entries.toReversed() }),
  ({ entries }) => ({ entries: [...entries, at(entries, 0)] }),
  () => ({ entries: [] }),
  () => ({ entries: 'gone' }),
  ({ previous }, place) => ({ previous: flipped(previous === '' ? 'x' : previous, place) }),
  ({ hash }, place) => ({ hash: flipped(hash, place) }),
  () => ({ _id: sealIdOf(40) }),
  () => ({ _id: 'x' }),
  () => ({ added: true }),
];

const editing = fc
  .tuple(anyEntryIndex, fc.constantFrom(...edits), fc.nat(60))
  .map(([index, edit, place]) => (log: Log) => {
    const entry = at(log.entries, index);
    const changed = Object.entries({ ...entry, ...edit(entry, place) }).filter(([, value]) => value !== undefined);
    log.entries[index] = Object.fromEntries(changed) as AuditDocument;
    return { name: 'edit', entryId: entry._id };
  });

const deleting = sealed.map((index) => (log: Log) => {
  const [gone] = log.entries.splice(index, 1);
  return { name: 'delete', ...(gone && { entryId: gone._id }) };
});

const inserting = fc
  .tuple(anyEntryIndex, fc.constantFrom(0, 1, 3, 6, 7, 40), fc.boolean(), anyEntryIndex)
  .map(([index, seal, isCopy, place]) => (log: Log) => {
    const made = isCopy ? at(log.entries, index) : { ...anEntry(5), hash: 'f'.repeat(64) };
    const entry = { ...made, _id: `inserted${index}`, seal };
    log.entries.splice(place, 0, entry);
    return { name: 'insert', entryId: entry._id };
  });

const reordering = fc
  .tuple(sealed, sealed, fc.constantFrom('seals', 'ids', 'places'))
  .map(([a, b, how]) => (log: Log) => {
    const [one, other] = [at(log.entries, a), at(log.entries, b)];
    fc.pre(a !== b && (how === 'places' || how === 'ids' || one.seal !== other.seal));
    if (how === 'seals') [one.seal, other.seal] = [other.seal, one.seal];
    else if (how === 'ids') [one._id, other._id] = [other._id, one._id];
    else {
      const list = at(log.seals, one.seal - 1).entries;
      list.push(...list.splice(a % 9, 1));
    }
    return { name: `reorder ${how}` };
  });

const sealDamage = fc
  .tuple(
    sealIndex,
    sealIndex,
    fc.constantFrom(...sealEdits),
    fc.nat(60),
    fc.constantFrom('edit', 'delete', 'swap', 'double'),
  )
  .map(([a, b, edit, place, how]) => (log: Log) => {
    const [one, other] = [at(log.seals, a), at(log.seals, b)];
    if (how === 'edit') log.seals[a] = { ...one, ...edit(one, place) };
    else if (how === 'delete') log.seals.splice(a, 1);
    else if (how === 'double') log.seals.push({ ...one, _id: at(['0', '000000000003x', 'zzz'], place % 3) });
    else {
      fc.pre(a !== b);
      [one._id, other._id] = [other._id, one._id];
    }
    return { name: `seal ${how}` };
  });

const known = new Map<string, string>();

/** The hash of an entry, worked out once. */
function rememberedHash(entry: AuditDocument): string {
  const key = JSON.stringify(entry);
  const found = known.get(key) ?? entryHash(entry);
  known.set(key, found);
  return found;
}

test('of 1,000 edits, deletions, insertions and reorderings each is found, and the entry is named', async () => {
  const damages: fc.Arbitrary<(log: Log) => Damage>[] = [editing, deleting, inserting, reordering, sealDamage];
  const damaged = fc.asyncProperty(fc.oneof(...damages), async (damage) => {
    const log = copy();
    const { entryId } = damage(log);
    const found = await verifyFrom(
      chainStart,
      readerOf(log),
      { hash: keyedHash, entryHash: rememberedHash },
      () => true,
    );
    expect(found.flaw).toBeDefined();
    if (entryId !== undefined) expect(found.flaw?.entryId).toBe(entryId);
  });
  await fc.assert(damaged, { numRuns: 1000 });
});

test('it is checked in parts as well', async () => {
  const log = copy();
  log.entries.splice(41, 1);
  let end: ChainEnd = chainStart;
  let calls = 0;
  for (;;) {
    let left = 2;
    const found = await verifyFrom(end, readerOf(log), hashes, () => (left -= 1) > 0);
    calls += 1;
    end = found.end;
    if (found.isDone) {
      expect(found.flaw).toEqual({ kind: 'missing', seal: 5, entry: 42, entryId: at(whole.entries, 41)._id });
      break;
    }
  }
  expect(calls).toBeGreaterThan(3);
});
