import type { Data } from '../common/protocol/action';
import type { audit as protocol } from '../common/protocol/audit';
import { audit } from '../common/cloud/db';
import { sealNumberOf } from '../common/domain/audit-chain';
import { lastSeal } from '../common/steps/audit-seals';

/** The last seal, and how many entries wait for the next. */
export async function state(): Promise<Data<typeof protocol.state>> {
  const [seal, waiting] = [await lastSeal(), await audit.count({ seal: 0 })];
  if (!seal) return { waiting };
  const { at, hash, last } = seal;
  return { seal: { number: sealNumberOf(seal), hash, at, entries: last }, waiting };
}
