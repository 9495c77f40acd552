import type { Me } from '../../cloudfunctions/common/protocol/team';
import { call } from '../shared/cloud';
import { isFailure } from '../shared/failure';
import { leading } from './text/leading';

/** Nobody edits so often that it has to be looked at again before. */
const FRESH_MS = 60_000;

let known: { count: number; until: number } | undefined;

/** What admins should see at once: that something in the configuration is wrong. Empty when nothing is, or nobody can tell. */
export async function configurationBanner({ role }: Pick<Me, 'role'>): Promise<string> {
  if (role !== 'admin') return '';
  try {
    const count = await wrongCount();
    return count > 0 ? leading.banner(count) : '';
  } catch (error) {
    if (isFailure(error)) return '';
    throw error;
  }
}

async function wrongCount(): Promise<number> {
  if (known && Date.now() < known.until) return known.count;
  const { problems } = await call('team', 'checkConfiguration', {});
  const count = problems.filter(({ isWarning }) => !isWarning).length;
  known = { count, until: Date.now() + FRESH_MS };
  return count;
}
