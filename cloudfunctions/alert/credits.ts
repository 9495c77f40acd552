import type { Caller } from '../common/cloud/serve';
import type { Data } from '../common/protocol/action';
import type { alert } from '../common/protocol/alert';
import { creditOf, creditsOf } from '../common/steps/credits';

/** How often the caller may still be alerted. */
export async function credits(_input: unknown, { to }: Caller): Promise<Data<typeof alert.credits>> {
  return { credits: (await creditsOf(to)).map(creditOf) };
}
