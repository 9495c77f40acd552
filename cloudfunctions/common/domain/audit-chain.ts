import type { Flaw, FlawKind } from '../protocol/audit';
import { canonical } from '../protocol/canonical';
import type { AuditDocument, SealDocument } from '../protocol/documents';

/** Computes what only the keys' holder can. */
export type KeyedHash = (text: string) => string;

/** The end of the chain: the last seal's number and hash, and the number of the last entry under it. */
export type ChainEnd = { number: number; hash: string; last: number };

export const chainStart: ChainEnd = { number: 0, hash: '', last: 0 };

const DIGITS = 12;

/** Ids of seals sort by their numbers. */
export const sealIdOf = (number: number): string => String(number).padStart(DIGITS, '0');

export const sealNumberOf = ({ _id }: Pick<SealDocument, '_id'>): number => (/^\d{12}$/.test(_id) ? Number(_id) : NaN);

export const endOf = (seal: SealDocument): ChainEnd => ({
  number: sealNumberOf(seal),
  hash: seal.hash,
  last: seal.last,
});

/** The seal of these entries, in this order, bound to all that are sealed already. */
export function sealOf(
  end: ChainEnd,
  entries: readonly Pick<AuditDocument, '_id' | 'hash'>[],
  at: number,
  hash: KeyedHash,
): SealDocument {
  const seal = {
    _id: sealIdOf(end.number + 1),
    at,
    first: end.last + 1,
    last: end.last + entries.length,
    entries: entries.map((entry) => ({ id: entry._id, hash: textOf(entry.hash) })),
    previous: end.hash,
  };
  return { ...seal, hash: sealHash(seal, hash) };
}

/** Whoever puts an entry in can write anything there. */
const textOf = (hash: unknown): string => String(hash);

const sealHash = (seal: Omit<SealDocument, 'hash'>, hash: KeyedHash): string => hash(`seal ${canonical(seal)}`);

/** What the functions' keys say of the log: of a text, and of an entry. */
export type Hashes = { hash: KeyedHash; entryHash: (entry: AuditDocument) => string };

/** The first flaw of the next seal after `end`; `entries` are those it lists and those that say they are under it. */
export function flawOf(
  end: ChainEnd,
  seal: SealDocument,
  entries: readonly AuditDocument[],
  { hash, entryHash }: Hashes,
): Flaw | undefined {
  return flawOfSeal(end, seal, hash) ?? flawOfEntries(seal, entries, entryHash) ?? insertedInto(seal, entries);
}

function flawOfSeal(end: ChainEnd, seal: SealDocument, hash: KeyedHash): Flaw | undefined {
  const number = end.number + 1;
  if (sealNumberOf(seal) > number) return { kind: 'sealMissing', seal: number };
  if (seal._id !== sealIdOf(number)) return { kind: 'sealInserted', seal: number };
  const { hash: own, ...rest } = seal;
  const isNext = seal.previous === end.hash && seal.first === end.last + 1;
  const isWhole = Array.isArray(seal.entries) && seal.last === end.last + seal.entries.length;
  return isNext && isWhole && sealHash(rest, hash) === own ? undefined : { kind: 'sealChanged', seal: number };
}

function flawOfEntries(
  seal: SealDocument,
  entries: readonly AuditDocument[],
  entryHash: (entry: AuditDocument) => string,
): Flaw | undefined {
  const number = sealNumberOf(seal);
  const byId = new Map(entries.map((entry) => [entry._id, entry]));
  for (const [index, listed] of seal.entries.entries()) {
    const kind = wrongWith(listed.hash, number, byId.get(listed.id), entryHash);
    if (kind) return { kind, seal: number, entryId: listed.id, entry: seal.first + index };
  }
  return undefined;
}

function wrongWith(
  listed: string,
  number: number,
  entry: AuditDocument | undefined,
  entryHash: (entry: AuditDocument) => string,
): FlawKind | undefined {
  if (!entry) return 'missing';
  if (textOf(entry.hash) !== listed || entryHash(entry) !== listed) return 'changed';
  return entry.seal === number ? undefined : 'moved';
}

function insertedInto(seal: SealDocument, entries: readonly AuditDocument[]): Flaw | undefined {
  const number = sealNumberOf(seal);
  const listed = new Set(seal.entries.map(({ id }) => id));
  const more = entries.find((entry) => entry.seal === number && !listed.has(entry._id));
  return more && { kind: 'inserted', seal: number, entryId: more._id };
}

/** An entry that waits for its seal must be one that a function wrote. */
export const flawOfWaiting = (entry: AuditDocument, end: ChainEnd, { entryHash }: Hashes): Flaw | undefined =>
  entryHash(entry) === entry.hash ? undefined : { kind: 'changed', seal: end.number + 1, entryId: entry._id };
