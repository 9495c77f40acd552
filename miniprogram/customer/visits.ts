import type { Opened } from '../../cloudfunctions/common/protocol/conversation';
import type { Visit } from '../../cloudfunctions/common/protocol/customer';
import type { Source } from '../../cloudfunctions/common/protocol/documents';
import { VISIT_LIMIT } from '../../cloudfunctions/common/protocol/limits';
import { call } from '../shared/cloud';
import { serverNow } from '../shared/server-time';
import { knownBusiness, needsConsent } from './business';

const KEY = 'kefu/visits';

const known = (): Visit[] => wx.getStorageSync<Visit[] | ''>(KEY) || [];

/** Remembers on this phone that the customer looks at a page. */
export function rememberVisit(source: Source): void {
  wx.setStorageSync(KEY, [...known(), { ...source, at: serverNow() }].slice(-VISIT_LIMIT));
}

/** Opens the chat, and tells where the customer was before if they have consented to being known. */
export async function openWithVisits(source: Source): Promise<Opened> {
  const visits = mayTell() ? known() : [];
  const opened = await call('conversation', 'open', { source, ...(visits.length > 0 && { visits }) });
  if (visits.length > 0) forget(visits);
  return opened;
}

function mayTell(): boolean {
  const business = knownBusiness();
  return business.settings !== undefined && !needsConsent(business);
}

/** What was looked at since stays. */
function forget(told: Visit[]): void {
  const moments = new Set(told.map(({ at }) => at));
  wx.setStorageSync(
    KEY,
    known().filter(({ at }) => !moments.has(at)),
  );
}
