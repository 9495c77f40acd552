import type { Checked, Data } from '../common/protocol/action';
import type { AuditReport, ReportDocument } from '../common/protocol/documents';
import type { team } from '../common/protocol/team';
import { reports } from '../common/cloud/db';

type Run = Extract<ReportDocument, { kind: 'audit' }>;

/** The latest reports of the self-audit, the newest first. */
export async function audits({ limit }: Checked<typeof team.audits>): Promise<Data<typeof team.audits>> {
  const found = await reports.find({ kind: 'audit' }, { sort: ['from', 'desc'], limit });
  return { reports: found.flatMap((one) => (one.kind === 'audit' ? [reportOf(one)] : [])) };
}

const reportOf = ({ _id, kind, cursor, ...report }: Run): AuditReport => report;
