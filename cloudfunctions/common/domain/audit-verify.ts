import type { Flaw } from '../protocol/audit';
import type { AuditDocument, SealDocument, SealMark } from '../protocol/documents';
import { endOf, flawOf, flawOfWaiting, type ChainEnd, type Hashes } from './audit-chain';

/** Where the log is read from: the database, or a copy. */
export interface LogReader {
  /** The next few, in order of their ids. */
  sealsAfter(number: number): Promise<SealDocument[]>;
  /** Those the seal lists, and those that say they are under it. */
  entriesUnder(seal: SealDocument): Promise<AuditDocument[]>;
  /** Those that wait for a seal, as many as one request reads. */
  waiting(): Promise<AuditDocument[]>;
  /** One that says it is under a seal that is not there. */
  stray(last: number): Promise<AuditDocument | undefined>;
  counts(): Promise<{ entries: number; seals: number; waiting: number }>;
}

/** How far the check has come: `end` is right, and all before it. */
export type Verified = { end: ChainEnd; flaw?: Flaw; isDone: boolean; marks: SealMark[] };

/** Checks what follows `end` for as long as there is time, and no further than the first flaw. */
export async function verifyFrom(
  start: ChainEnd,
  log: LogReader,
  hashes: Hashes,
  hasTime: () => boolean,
): Promise<Verified> {
  const marks: SealMark[] = [];
  let end = start;
  while (hasTime()) {
    const seals = await log.sealsAfter(end.number);
    if (seals.length === 0) return verifyRest({ end, isDone: true, marks }, log, hashes);
    for (const seal of seals) {
      const flaw = flawOf(end, seal, await log.entriesUnder(seal), hashes);
      if (flaw) return { end, flaw, isDone: true, marks };
      end = endOf(seal);
      marks.push({ number: end.number, hash: end.hash });
      if (!hasTime()) break;
    }
  }
  return { end, isDone: false, marks };
}

/** After the last seal: what waits for the next, and whether there is anything that belongs nowhere. */
async function verifyRest(verified: Verified, log: LogReader, hashes: Hashes): Promise<Verified> {
  const { end } = verified;
  const { entries, seals, waiting } = await log.counts();
  const unsealed = await log.waiting();
  if ((await log.sealsAfter(end.number)).length > 0) return { ...verified, isDone: false };
  const flaw =
    unsealed.map((entry) => flawOfWaiting(entry, end, hashes)).find((one) => one !== undefined) ??
    (seals > end.number ? ({ kind: 'sealInserted', seal: end.number } as const) : undefined) ??
    (entries > end.last + waiting ? strayFlaw(end, await log.stray(end.number)) : undefined);
  return { ...verified, ...(flaw && { flaw }) };
}

const strayFlaw = ({ number }: ChainEnd, entry: AuditDocument | undefined): Flaw => ({
  kind: 'inserted',
  seal: number + 1,
  ...(entry && { entryId: entry._id }),
});

/** The first seal that a phone has kept otherwise, or that is gone; `end` is where the whole check has ended. */
export function rewritten(known: readonly SealMark[], marks: readonly SealMark[], end?: ChainEnd): Flaw | undefined {
  const hashOf = new Map(marks.map(({ number, hash }) => [number, hash]));
  const wrong = known.find(({ number, hash }) => (hashOf.get(number) ?? hash) !== hash || (end && number > end.number));
  return wrong && { kind: 'rewritten', seal: wrong.number };
}
