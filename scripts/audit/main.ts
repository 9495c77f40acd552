import { WrongKeysError } from '../../cloudfunctions/common/cloud/key-ring';
import { masterKeys } from '../../cloudfunctions/common/cloud/keys';
import { chainStart, type ChainEnd } from '../../cloudfunctions/common/domain/audit-chain';
import { rewritten, verifyFrom } from '../../cloudfunctions/common/domain/audit-verify';
import type { Flaw } from '../../cloudfunctions/common/protocol/audit';
import type { SealMark } from '../../cloudfunctions/common/protocol/documents';
import { hashes, storedLog } from '../../cloudfunctions/common/steps/audit-log';
import { Hindrance, requireCloud, runCommand } from '../hindrance';

/** Seals between two lines that tell how far it is. */
const PROGRESS = 500;

const sentences: Record<Flaw['kind'], string> = {
  changed: 'was changed, or was not written by a function',
  missing: 'is missing',
  inserted: 'was put in',
  moved: 'was moved from where it was sealed',
  sealMissing: 'the seal is missing',
  sealChanged: 'the seal was changed, or its order or its entries were',
  sealInserted: 'a seal was put in',
  rewritten: 'the seal is not the one that was known: the log was cut off or written anew',
};

/** A flaw in one line. */
const lineOf = ({ kind, seal, entry, entryId }: Flaw): string =>
  entryId === undefined
    ? `Seal ${seal}: ${sentences[kind]}.`
    : `Entry ${entry ?? ''}${entry === undefined ? '' : ' '}(${entryId}), seal ${seal}: ${sentences[kind]}.`;

async function verify(known: readonly SealMark[]): Promise<{ end: ChainEnd; flaw?: Flaw }> {
  let end = chainStart;
  for (;;) {
    let left = PROGRESS;
    const found = await verifyFrom(end, storedLog, hashes, () => (left -= 1) > 0);
    end = found.end;
    const flaw = found.flaw ?? rewritten(known, found.marks, found.isDone ? end : undefined);
    if (flaw || found.isDone) return { end, ...(flaw && { flaw }) };
    console.log(`${end.number} seals, ${end.last} entries …`);
  }
}

/** Without the keys it was written with, the log cannot be checked. */
function requireKeys(): void {
  try {
    masterKeys();
  } catch (error) {
    throw error instanceof WrongKeysError ? new Hindrance(error.message) : error;
  }
}

async function run([url = '', ...marks]: string[]): Promise<void> {
  requireKeys();
  await requireCloud(url);
  const known = marks.map((mark) => ({ number: Number(mark.split(':')[0]), hash: mark.split(':')[1] ?? '' }));
  const { end, flaw } = await verify(known);
  console.log(`${end.last} entries under ${end.number} seals are as they were written.`);
  if (end.number > 0) console.log(`Last seal: ${end.number}:${end.hash}`);
  if (!flaw) return;
  console.log(lineOf(flaw));
  process.exit(1);
}

runCommand(run);
