import type { Change, Document } from '../contract';
import { plain } from '../database/ejson';
import type { DataType, QueueType, WatchEvent } from './frames';

/** An event before its session numbers it. */
export type Transition = { dataType: DataType; queueType: QueueType; document: Document; change?: Change };

/** Writes transitions as the wire has them; all of one batch share an id. */
export function wireEvents(id: number, transitions: Transition[]): WatchEvent[] {
  return transitions.map(({ dataType, queueType, document, change }) => {
    const removed = dataType === 'update' ? removedFields(change) : '';
    return {
      ID: id,
      DataType: dataType,
      QueueType: queueType,
      DocID: document._id,
      Doc: documentText(document),
      UpdatedFields: dataType === 'update' ? updatedFields(change) : '',
      RemovedFields: removed,
      removedFields: removed,
    };
  });
}

function updatedFields(change: Change | undefined): string {
  const fields = (change?.updatedFields ?? []).map((path) => [path, valueAt(change?.after, path)] as const);
  return documentText(Object.fromEntries(fields.filter(([, value]) => value !== undefined)));
}

function removedFields(change: Change | undefined): string {
  return JSON.stringify((change?.updatedFields ?? []).filter((path) => valueAt(change?.after, path) === undefined));
}

function valueAt(document: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((value, key) => (value as Record<string, unknown> | null | undefined)?.[key], document);
}

/** The plain JSON of this service: dates are `{"$date": milliseconds}`. */
function documentText(value: unknown): string {
  return JSON.stringify(plain(value));
}
