import { savedSearches } from '../common/cloud/db';
import type { Caller } from '../common/cloud/serve';
import type { Checked } from '../common/protocol/action';
import type { search } from '../common/protocol/search';
import { documentIdOf } from './sealed-search';

/** Forgets a search of the caller's own. Removing again changes nothing. */
export async function removeSaved({ searchId }: Checked<typeof search.removeSaved>, { id: by }: Caller): Promise<null> {
  await savedSearches.removeAll({ _id: documentIdOf(by, searchId), by });
  return null;
}
