import type { AuditReport } from '../../../cloudfunctions/common/protocol/documents';
import type { TestCloud } from '../cloud';
import { person } from '../people';
import type { Theatre } from './theatre';

const DAY_MS = 24 * 3_600_000;

type Found = Pick<AuditReport, 'checked' | 'gaps' | 'duplicates' | 'untold' | 'incidents' | 'phones'>;

/** What the self-audit says when all phones have reported and a day has passed. The cloud's own timer may have done a part. */
export async function auditOf(cloud: TestCloud, theatre: Theatre): Promise<Found> {
  await theatre.report();
  await cloud.clearFaults();
  await cloud.moveClock(DAY_MS);
  await runUntilDone(cloud);
  const lead = await person(cloud.url, 'lead-1');
  const { reports } = await lead.ask('team', 'audits', {});
  return (reports as Found[]).reduce(together);
}

function together(a: Found, b: Found): Found {
  return {
    checked: a.checked + b.checked,
    gaps: a.gaps + b.gaps,
    duplicates: a.duplicates + b.duplicates,
    untold: a.untold + b.untold,
    incidents: [...a.incidents, ...b.incidents],
    phones: {
      reports: a.phones.reports + b.phones.reports,
      checked: a.phones.checked + b.phones.checked,
      gaps: a.phones.gaps + b.phones.gaps,
      duplicates: a.phones.duplicates + b.phones.duplicates,
    },
  };
}

/** Each call of the timer does a part. */
async function runUntilDone(cloud: TestCloud): Promise<void> {
  const { data } = (await cloud.runTimer('daily')) as { data: { isDone: boolean } };
  if (!data.isDone) await runUntilDone(cloud);
}
