import { audit, auditSeals, command } from '../cloud/db';
import { entryHash, keyedHash } from '../cloud/audit-entry';
import { chainStart, endOf, sealIdOf, sealNumberOf, type ChainEnd, type Hashes } from '../domain/audit-chain';
import type { LogReader } from '../domain/audit-verify';
import type { AuditDocument, SealDocument } from '../protocol/documents';

/** Seals one request reads, and entries: more than one seal lists. */
const SEALS = 5;
const ENTRIES = 400;

export const hashes: Hashes = { hash: keyedHash, entryHash };

/** The log as it is kept. */
export const storedLog: LogReader = {
  sealsAfter: (number) =>
    auditSeals.find({ _id: command.gt(sealIdOf(number)) }, { sort: ['_id', 'asc'], limit: SEALS }),
  entriesUnder,
  waiting: () => audit.find({ seal: 0 }, { limit: ENTRIES }),
  async stray(last) {
    const nowhere = [{ seal: command.gt(last) }, { seal: command.lt(0) }, { seal: command.exists(false) }];
    return (await audit.find(command.or(nowhere), { limit: 1 }))[0];
  },
  async counts() {
    const [entries, seals] = [await audit.count({}), await auditSeals.count({})];
    return { entries, seals, waiting: await audit.count({ seal: 0 }) };
  },
};

/** Those that are not where the seal says are looked for by their ids. */
async function entriesUnder(seal: SealDocument): Promise<AuditDocument[]> {
  const found = await audit.find({ seal: sealNumberOf(seal) }, { limit: ENTRIES });
  const there = new Set(found.map(({ _id }) => _id));
  const elsewhere = (Array.isArray(seal.entries) ? seal.entries : [])
    .map(({ id }) => id)
    .filter((id) => !there.has(id));
  if (elsewhere.length === 0) return found;
  return [...found, ...(await audit.find({ _id: command.in(elsewhere) }, { limit: ENTRIES }))];
}

/** The chain up to this seal, as it is kept; undefined when there is no such seal. */
export async function endAt(number: number): Promise<ChainEnd | undefined> {
  if (number === 0) return chainStart;
  const seal = await auditSeals.get(sealIdOf(number));
  return seal && endOf(seal);
}
