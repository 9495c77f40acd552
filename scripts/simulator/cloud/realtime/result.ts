import type { DataType, QueueType, WatchEvent } from '../../../emulator/watch/frames';
import { decodeValue } from '../values';
import { inOrder } from './order';

type Plain = Record<string, unknown>;

export type DocumentChange = {
  id: number;
  dataType: DataType;
  queueType: QueueType;
  docId: string;
  doc: Plain;
  updatedFields?: Plain;
  removedFields?: string[];
};

/** What `onChange` gets. */
export type Snapshot = { id: number; type?: 'init'; docs: Plain[]; docChanges: DocumentChange[] };

/** The documents a watch shows now, kept in the order of its query. */
export class Result {
  private documents = new Map<string, Plain>();

  constructor(private readonly orderBy: Record<string, 'asc' | 'desc'>) {}

  load(id: number, events: WatchEvent[]): Snapshot {
    this.documents = new Map();
    return { ...this.apply(id, events), type: 'init' };
  }

  /** Applies all events of one batch. */
  apply(id: number, events: WatchEvent[]): Snapshot {
    const docChanges = events.map(readEvent);
    for (const { docId, doc, queueType } of docChanges) {
      if (queueType === 'dequeue') this.documents.delete(docId);
      else this.documents.set(docId, doc);
    }
    return { id, docs: inOrder([...this.documents.values()], this.orderBy), docChanges };
  }
}

function readEvent(event: WatchEvent): DocumentChange {
  return {
    id: event.ID,
    dataType: event.DataType,
    queueType: event.QueueType,
    docId: event.DocID,
    doc: read(event.Doc) as Plain,
    ...(event.UpdatedFields && { updatedFields: read(event.UpdatedFields) as Plain }),
    ...(event.removedFields && { removedFields: read(event.removedFields) as string[] }),
  };
}

function read(text: string): unknown {
  return decodeValue(JSON.parse(text));
}
