import type { Checked, Data } from '../common/protocol/action';
import type { AuditReport, ReportDocument } from '../common/protocol/documents';
import type { team } from '../common/protocol/team';
import { reports } from '../common/cloud/db';

type Run = Extract<ReportDocument, { kind: 'audit' }>;
type Broken = Extract<ReportDocument, { kind: 'unverifiable' }>;

/** The latest reports of the self-audit, and what could not be verified, the newest first. */
export async function audits({ limit }: Checked<typeof team.audits>): Promise<Data<typeof team.audits>> {
  const [runs, days] = await Promise.all([
    reports.find({ kind: 'audit' }, { sort: ['from', 'desc'], limit }),
    reports.find({ kind: 'unverifiable' }, { sort: ['day', 'desc'], limit }),
  ]);
  return {
    reports: runs.flatMap((one) => (one.kind === 'audit' ? [reportOf(one)] : [])),
    unverifiable: days.flatMap((one) => (one.kind === 'unverifiable' ? [brokenOf(one)] : [])),
  };
}

const brokenOf = ({ day, messages }: Broken) => ({ day, messages });

const reportOf = ({ _id, kind, cursor, ...report }: Run): AuditReport => report;
