import { savedSearches } from '../common/cloud/db';
import type { Caller } from '../common/cloud/serve';
import type { Data } from '../common/protocol/action';
import { SAVED_SEARCH_LIMIT } from '../common/protocol/limits';
import type { search } from '../common/protocol/search';
import { openSearch } from './sealed-search';

/** The searches the caller keeps, the latest first. */
export async function saved(_input: unknown, { id: by }: Caller): Promise<Data<typeof search.saved>> {
  const found = await savedSearches.find({ by }, { sort: ['savedAt', 'desc'], limit: SAVED_SEARCH_LIMIT });
  return { searches: found.flatMap(openSearch) };
}
