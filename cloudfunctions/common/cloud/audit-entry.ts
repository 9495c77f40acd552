import { randomBytes } from 'node:crypto';
import { canonical } from '../protocol/canonical';
import type { AuditDocument } from '../protocol/documents';
import { decrypt, encrypt } from './cipher';
import { hashOf, streamKeys } from './keys';

/** The stream whose keys seal the texts of the log; each is bound to its entry's id. */
const STREAM = 'audit';

/** An entry as it is handed in: `why` and `details` as they are read. */
export type NewEntry = Omit<AuditDocument, '_id' | 'hash' | 'seal' | 'details'> & { details?: object };

/** The document of an entry: under a random id, with sealed texts and its hash. */
export function entryDocument({ why, details, ...rest }: NewEntry): AuditDocument {
  const _id = randomBytes(16).toString('hex');
  const sealed = (text: string) => encrypt(streamKeys(STREAM), text, _id);
  const document = {
    _id,
    ...rest,
    ...(why !== undefined && { why: sealed(why) }),
    ...(details && { details: sealed(JSON.stringify(details)) }),
    hash: '',
    seal: 0,
  };
  return { ...document, hash: entryHash(document) };
}

/** Only who has the keys can compute it. */
export const keyedHash = (text: string): string => hashOf('audit', text);

/** Of all an entry says, with its texts as they are read: it stays the same when they are sealed anew. */
export const entryHash = ({ seal: _, hash: _hash, ...entry }: AuditDocument): string =>
  keyedHash(canonical({ ...entry, ...openTexts(entry) }));

/** The texts of an entry; one that was changed reads as null. */
export const openTexts = ({ _id, why, details }: Pick<AuditDocument, '_id' | 'why' | 'details'>) => ({
  ...(why !== undefined && { why: openText(_id, why) }),
  ...(details !== undefined && { details: openText(_id, details) }),
});

const openText = (_id: string, cipherText: unknown): string | null =>
  typeof cipherText === 'string' ? (decrypt(streamKeys(STREAM), cipherText, _id) ?? null) : null;

/** What stands for a customer in the log. */
export const customerMark = (customerId: string): string => hashOf('customer', customerId);
