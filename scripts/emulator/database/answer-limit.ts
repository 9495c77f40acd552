import { CloudError } from '../contract';

/** More than this the service does not answer at once. */
const MOST_BYTES = 16 * 1024 * 1024;

/** The documents of an answer, each as text, unless they are too much for one. */
export function limitAnswer(documents: string[]): string[] {
  const bytes = documents.reduce((sum, document) => sum + Buffer.byteLength(document), 0);
  if (bytes <= MOST_BYTES) return documents;
  throw new CloudError(
    'DATABASE_REQUEST_FAILED',
    `The answer has ${bytes} bytes, more than the ${MOST_BYTES} allowed: ask for fewer documents, or fewer of their fields.`,
  );
}
