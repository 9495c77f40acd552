import { keys } from '../common/cloud/db';
import { masterKeys } from '../common/cloud/keys';
import { beginning, neededBefore } from '../common/domain/rewrap';
import { startJob } from '../common/steps/jobs';

let hasLooked = false;

/** Has everything sealed again when the keys it was started with are newer than what is there. An instance looks once. */
export async function startRewrap(now: number): Promise<void> {
  if (hasLooked) return;
  const { current: version } = masterKeys();
  if (neededBefore(version, await keys.find({})).length > 0) {
    const work = { kind: 'rewrap', version, resealed: 0, ...beginning(1, now) } as const;
    await startJob(`rewrap:${version}`, { role: 'system', id: 'keys' }, work, now);
  }
  hasLooked = true;
}
