import type { AuditReport } from '../../../cloudfunctions/common/protocol/documents';
import type { TestCloud } from '../cloud';
import { person } from '../people';
import type { Theatre } from './theatre';

const DAY_MS = 24 * 3_600_000;

/** What the self-audit says when all phones have reported and a day has passed. */
export async function auditOf(cloud: TestCloud, theatre: Theatre): Promise<AuditReport> {
  await theatre.report();
  await cloud.clearFaults();
  await cloud.moveClock(DAY_MS);
  await runUntilDone(cloud);
  const lead = await person(cloud.url, 'lead-1');
  const { reports } = await lead.ask('team', 'audits', { limit: 1 });
  const [report] = reports as AuditReport[];
  if (!report) throw new Error('The self-audit has not reported.');
  return report;
}

/** Each call of the timer does a part. */
async function runUntilDone(cloud: TestCloud): Promise<void> {
  const { data } = (await cloud.runTimer('daily')) as { data: { isDone: boolean } };
  if (!data.isDone) await runUntilDone(cloud);
}
