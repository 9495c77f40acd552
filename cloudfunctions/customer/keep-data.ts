import type { Caller } from '../common/cloud/serve';
import type { Checked } from '../common/protocol/action';
import type { customer } from '../common/protocol/customer';
import { callOffErasure } from '../common/steps/erasure';
import { subjectOf } from './erase';

/** Calls a deletion off. Errors: `TOO_LATE` once it has begun. */
export async function keepData(input: Checked<typeof customer.keepData>, caller: Caller): Promise<null> {
  await callOffErasure(await subjectOf(input, caller));
  return null;
}
