import type { SavedSearchDocument } from '../common/protocol/documents';
import type { SavedSearch } from '../common/protocol/search';
import { openOne, sealOne } from '../common/steps/stream';

type Body = Pick<SavedSearch, 'name' | 'conditions'>;

/** A search belongs to its owner by its id: nobody can reach another's by naming it. */
export const documentIdOf = (by: string, searchId: string): string => `${by}:${searchId}`;

const streamOf = (by: string): string => `${by}:searches`;

/** What somebody looks for tells of those they look for: it is kept like a message. */
export const sealSearch = (by: string, _id: string, body: Body): string => sealOne(streamOf(by), body, _id);

/** The search behind a document; nothing when it cannot be trusted. */
export function openSearch({ _id, by, body, savedAt }: SavedSearchDocument): SavedSearch[] {
  const opened = openOne(streamOf(by), body, _id) as Body | undefined;
  return opened ? [{ searchId: _id.slice(by.length + 1), ...opened, savedAt }] : [];
}
