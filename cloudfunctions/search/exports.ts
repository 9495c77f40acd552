import type { Data } from '../common/protocol/action';
import type { exportActions } from '../common/protocol/exports';
import { jobs } from '../common/cloud/db';
import type { Caller } from '../common/cloud/serve';
import { ownPublicKey } from '../common/cloud/signature';
import { summaryOf } from '../common/domain/exports';
import { fingerprintOf } from '../common/domain/transcript-seal';

const MOST_SHOWN = 50;

/** The caller's exports, the newest first. */
export async function exports(_: object, { id }: Caller): Promise<Data<typeof exportActions.exports>> {
  const found = await jobs.find({ kind: 'export', 'by.id': id }, { sort: ['startedAt', 'desc'], limit: MOST_SHOWN });
  return {
    exports: found.flatMap((job) => (job.kind === 'export' ? [summaryOf(job)] : [])),
    key: fingerprintOf(ownPublicKey()),
  };
}
