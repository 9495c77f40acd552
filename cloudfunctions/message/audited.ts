import type { Checked } from '../common/protocol/action';
import type { ReportDocument } from '../common/protocol/documents';
import type { message } from '../common/protocol/message';
import { command, reports } from '../common/cloud/db';
import type { Caller } from '../common/cloud/serve';
import { dayAt } from '../common/domain/calendar';

type Input = Checked<typeof message.audited>;

/** Reports remembered for each day: one that is repeated later than this many others counts again. */
const REPORT_LIMIT = 20;

/** Adds to what the phones of the caller found today; the daily self-audit adds up everybody's. */
export async function audited(input: Input, { to, now }: Caller): Promise<null> {
  const day = dayAt(now);
  const _id = `phones:${day}:${to}`;
  if ((await add(_id, input)) || (await reports.add([first(_id, input, to, day)]))) return null;
  await add(_id, input);
  return null;
}

const add = (_id: string, { reportId, checked, gaps, duplicates }: Input) =>
  reports.change(
    { _id, reportIds: command.neq(reportId) },
    {
      reportIds: command.push({ each: [reportId], slice: -REPORT_LIMIT }),
      reports: command.inc(1),
      checked: command.inc(checked),
      gaps: command.inc(gaps),
      duplicates: command.inc(duplicates),
    },
  );

const first = (_id: string, { reportId, ...counts }: Input, to: string, day: string): ReportDocument => ({
  _id,
  kind: 'phones',
  day,
  to,
  reportIds: [reportId],
  reports: 1,
  ...counts,
});
