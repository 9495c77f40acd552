import { decrypt, encrypt } from '../common/cloud/cipher';
import { streamKeys } from '../common/cloud/keys';
import type { SavedSearchDocument } from '../common/protocol/documents';
import type { SavedSearch } from '../common/protocol/search';

type Body = Pick<SavedSearch, 'name' | 'conditions'>;

/** A search belongs to its owner by its id: nobody can reach another's by naming it. */
export const documentIdOf = (by: string, searchId: string): string => `${by}:${searchId}`;

const keysOf = (by: string) => streamKeys(`${by}:searches`);

/** What somebody looks for tells of those they look for: it is kept like a message. */
export const sealSearch = (by: string, _id: string, body: Body): string =>
  encrypt(keysOf(by), JSON.stringify(body), _id);

/** The search behind a document; nothing when it cannot be trusted. */
export function openSearch({ _id, by, body, savedAt }: SavedSearchDocument): SavedSearch[] {
  const plaintext = decrypt(keysOf(by), body, _id);
  if (plaintext === undefined) return [];
  return [{ searchId: _id.slice(by.length + 1), ...(JSON.parse(plaintext) as Body), savedAt }];
}
