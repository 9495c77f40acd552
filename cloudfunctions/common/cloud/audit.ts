import { randomBytes } from 'node:crypto';
import type { AuditDocument } from '../protocol/documents';
import { audit } from './db';

/** Writes down a look or a change before its result is given out. The target holds ids and numbers, never text of a message. */
export async function record(entry: Omit<AuditDocument, '_id'>): Promise<void> {
  await audit.add([{ _id: randomBytes(16).toString('hex'), ...entry }]);
}
