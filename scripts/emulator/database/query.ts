import { Query as MingoQuery } from 'mingo/query';
import { CloudError, type Document, type Plain } from '../contract';
import { filterOptions, mongoOptions } from './mongo-operators';

/** Compiles a filter once, to be asked of many documents. */
export function matcher({ $comment: _, ...filter }: Plain): (document: Plain) => boolean {
  if (Object.keys(filter).length === 0) return () => true;
  const query = refusing(() => new MingoQuery(filter, hasExpression(filter) ? mongoOptions : filterOptions));
  return (document) => refusing(() => query.test(document));
}

function hasExpression(filter: Plain): boolean {
  return Object.entries(filter).some(([name, operand]) => {
    if (name === '$expr') return true;
    return ['$and', '$or', '$nor'].includes(name) && Array.isArray(operand) && operand.some(hasExpression);
  });
}

/** The documents with only the fields that a projection asks for. */
export function project(documents: Document[], projection: Plain | undefined): Document[] {
  if (!projection || Object.keys(projection).length === 0) return documents;
  if (Object.entries(projection).every(isWholeField)) return documents.map((document) => chosen(document, projection));
  return refusing(() => new MingoQuery({}, mongoOptions).find<Document>(documents, projection).all());
}

/** By far the most projections name nothing else, and what they choose needs no operators. */
const isWholeField = ([name, value]: [string, unknown]): boolean =>
  (value === 1 || value === true) && !name.includes('.') && !name.startsWith('$');

const chosen = (document: Document, fields: Plain): Document =>
  Object.fromEntries(
    Object.entries(document).filter(([name]) => name === '_id' || Object.hasOwn(fields, name)),
  ) as Document;

/** Whatever an operator throws at its operands is the fault of the request. */
export function refusing<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof CloudError) throw error;
    throw new CloudError('DATABASE_REQUEST_FAILED', error instanceof Error ? error.message : String(error));
  }
}
