import { command, savedSearches } from '../common/cloud/db';
import type { Caller } from '../common/cloud/serve';
import type { Checked } from '../common/protocol/action';
import { AppError } from '../common/protocol/errors';
import { SAVED_SEARCH_LIMIT } from '../common/protocol/limits';
import type { search } from '../common/protocol/search';
import { documentIdOf, sealSearch } from './sealed-search';

/** Keeps a search for the caller alone. */
export async function save(
  { searchId, name, conditions }: Checked<typeof search.save>,
  { id: by, now }: Caller,
): Promise<null> {
  const _id = documentIdOf(by, searchId);
  const others = await savedSearches.count({ by, _id: command.neq(_id) });
  if (others >= SAVED_SEARCH_LIMIT) throw new AppError('INVALID_INPUT', `at most ${SAVED_SEARCH_LIMIT} searches`);
  await savedSearches.put({ _id, by, body: sealSearch(by, _id, { name, conditions }), savedAt: now });
  return null;
}
