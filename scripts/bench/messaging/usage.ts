import type { Usage } from '../../emulator/meter';
import { postJson } from '../cloud/http-client';

/** What the local cloud counted while something was done. */
export async function usageOf(url: string, work: () => Promise<unknown>): Promise<Usage> {
  await postJson(`${url}/local/usage/reset`, {});
  await work();
  const response = await fetch(`${url}/local/usage`);
  return (await response.json()) as Usage;
}
