import type { Flaw } from '../../cloudfunctions/common/protocol/audit';
import type { SealMark } from '../../cloudfunctions/common/protocol/documents';
import { call } from '../shared/cloud';

/** How a check of the log stands: seals and entries that are right, out of so many seals. */
export type Checked = { seals: number; entries: number; flaw?: Flaw };

/**
 * Checks the log part by part, against its keys in the cloud and against what this phone knows of its seals. Ends at the first flaw.
 * `onProgress` answers whether to go on.
 */
export async function checkLog(
  known: readonly SealMark[],
  onProgress: (checked: Checked) => boolean,
): Promise<Checked & { marks: SealMark[] }> {
  const marks: SealMark[] = [];
  let after = 0;
  for (;;) {
    const part = await call('audit', 'verify', { after });
    marks.push(...part.marks);
    after = part.until;
    const flaw = part.flaw ?? rewrittenIn(part.marks, known) ?? (part.isDone ? cutOff(known, after) : undefined);
    const checked = { seals: after, entries: part.entries, ...(flaw && { flaw }) };
    if (!onProgress(checked) || flaw || part.isDone) return { ...checked, marks };
  }
}

function rewrittenIn(marks: readonly SealMark[], known: readonly SealMark[]): Flaw | undefined {
  const hashes = new Map(known.map(({ number, hash }) => [number, hash]));
  const wrong = marks.find(({ number, hash }) => (hashes.get(number) ?? hash) !== hash);
  return wrong && { kind: 'rewritten', seal: wrong.number };
}

/** This phone knows of a seal that is not there. */
function cutOff(known: readonly SealMark[], last: number): Flaw | undefined {
  const gone = known.find(({ number }) => number > last);
  return gone && { kind: 'rewritten', seal: gone.number };
}
