import type { Checked, Data } from '../common/protocol/action';
import type { exportActions } from '../common/protocol/exports';
import type { JobWork } from '../common/protocol/jobs';
import { hashOf } from '../common/cloud/keys';
import type { Caller } from '../common/cloud/serve';
import { mustBeAllowed } from '../common/steps/exporting';
import { startJob } from '../common/steps/jobs';
import { sealName } from '../common/steps/stream';

type Input = Checked<typeof exportActions.export>;

/** Begins an export. An agent gets only single conversations they take part in. */
export async function exportRecords(input: Input, caller: Caller): Promise<Data<typeof exportActions.export>> {
  await mustBeAllowed(input, caller);
  const exportId = hashOf('export', `${caller.id}\n${input.clientId}`).slice(0, 32);
  await startJob(exportId, { role: caller.role, id: caller.id }, workOf(exportId, input, caller), caller.now);
  return { exportId };
}

function workOf(exportId: string, input: Input, { to, appid, now }: Caller): JobWork {
  const { clientId, format, reason, unmasked, withNotes, language, ...filters } = input;
  const { conversationId } = filters;
  return {
    kind: 'export',
    to,
    appid,
    format,
    language,
    isMasked: !unmasked,
    withNotes,
    ...(conversationId !== undefined && { conversationId }),
    conditions: sealName(exportId, JSON.stringify({ ...filters, to: Math.min(filters.to ?? now, now) })),
    reason: sealName(exportId, reason),
    pending: [],
    found: 0,
    volumes: [],
  };
}
