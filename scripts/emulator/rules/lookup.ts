import { CloudError, type Document, type Plain } from '../contract';

/** What rules need of the database for `get`. */
export type Find = (collection: string, query: { filter: Plain; limit: number }) => { documents: Document[] };

const MAX_DOCUMENTS = 10;

/** Stands in where rules were compiled for no database: whatever depends on `get` is refused. */
export function withoutDatabase(): never {
  throw new CloudError('DATABASE_PERMISSION_DENIED', 'The rule uses get(), but there is no database to get from.');
}

/** `get` for one check: finds each document once, and only a few. */
export function lookup(find: Find): (address: string) => Document | null {
  const found = new Map<string, Document | null>();
  return (address) => {
    const known = found.get(address);
    if (known !== undefined) return known;
    if (found.size >= MAX_DOCUMENTS) {
      throw new CloudError('DATABASE_PERMISSION_DENIED', `The rule gets more than ${MAX_DOCUMENTS} documents.`);
    }
    const document = read(find, address);
    found.set(address, document);
    return document;
  };
}

function read(find: Find, address: string): Document | null {
  const [, collection, id] = /^database\.([^.]+)\.(.+)$/s.exec(address) ?? [];
  if (collection === undefined || id === undefined) return null;
  return find(collection, { filter: { _id: id }, limit: 1 }).documents[0] ?? null;
}
