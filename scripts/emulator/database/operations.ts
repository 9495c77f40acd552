import { CloudError, type Caller, type Clock, type Document, type Guard, type Plain } from '../contract';
import { upsertedDocument } from './change';
import type { Documents } from './documents';
import type { Database } from './engine';
import { checkedFilter } from './filter-shape';
import type { Examined } from './find';
import {
  readCollection,
  readDocuments,
  readFilter,
  readObject,
  readPipeline,
  readQuery,
  readTransactionId,
} from './request';
import { isObject } from './values';
import type { Modified, Updated, UpdateOptions } from './write';

/** A query that was run, and how much work it was. */
export type QueryReport = { caller: Caller; collection: string; filter: Plain; examined: Examined };

/** Where requests go and who decides whether they may. */
export type OperationOptions = {
  database: Database;
  clock: Clock;
  guard: Guard;
  onQuery?: ((report: QueryReport) => void) | undefined;
};

/** What a request may ask of the database, whichever way it is worded: decoded, guarded, run. */
export function databaseOperations({ database, clock, guard, onQuery }: OperationOptions) {
  const documentsOf = (body: Plain): Documents => {
    const id = readTransactionId(body);
    return id === undefined ? database : database.transactions.documents(id);
  };

  return {
    createCollection(body: Plain, caller: Caller): Promise<void> {
      refuseClients(caller);
      return database.createCollection(readCollection(body));
    },

    startTransaction(caller: Caller): string {
      refuseClients(caller);
      return database.transactions.start();
    },
    commitTransaction: (body: Plain): Promise<void> => database.transactions.commit(readTransactionId(body) ?? ''),
    abortTransaction: (body: Plain): void => database.transactions.abort(readTransactionId(body) ?? ''),

    read(body: Plain, caller: Caller): Document[] {
      const collection = readCollection(body);
      const filter = guard.filter(caller, 'read', collection, readFilter(body, clock));
      const { documents, examined } = documentsOf(body).find(collection, readQuery(body, caller, filter, clock));
      onQuery?.({ caller, collection, filter, examined });
      return documents;
    },

    count(body: Plain, caller: Caller): number {
      const collection = readCollection(body);
      return documentsOf(body).count(collection, guard.filter(caller, 'read', collection, readFilter(body, clock)));
    },

    insert(body: Plain, caller: Caller): Promise<string[]> {
      const collection = readCollection(body);
      const documents = readDocuments(body, clock).map((document) => guard.create(caller, collection, document));
      return documentsOf(body).insert(collection, documents);
    },

    update(body: Plain, caller: Caller): Promise<Updated> {
      const collection = readCollection(body);
      const data = readObject(body['data'], 'data', clock);
      const replace = body['merge'] === false;
      const options = { multi: body['multi'] === true && !replace, upsert: body['upsert'] === true, replace };
      const wanted = readFilter(body, clock);
      const filter = guard.filter(caller, 'update', collection, wanted, data);
      if (caller.kind !== 'client') return documentsOf(body).update(collection, filter, data, options);
      return updateAsClient(caller, documentsOf(body), collection, { wanted, filter, data, options });
    },

    updateAndReturn(body: Plain, caller: Caller): Promise<Modified> {
      refuseClients(caller);
      const collection = readCollection(body);
      const data = readObject(body['data'], 'data', clock);
      return documentsOf(body).findAndModify(collection, readFilter(body, clock), data);
    },

    remove(body: Plain, caller: Caller): Promise<number> {
      const collection = readCollection(body);
      const filter = guard.filter(caller, 'delete', collection, readFilter(body, clock));
      return documentsOf(body).remove(collection, filter, { multi: body['multi'] === true });
    },

    aggregate(body: Plain, caller: Caller): Plain[] {
      const collection = readCollection(body);
      const pipeline = readPipeline(body, clock);
      refuseWritingStages(pipeline);
      if (caller.kind !== 'client') return database.aggregate(collection, pipeline);
      for (const foreign of foreignCollections(pipeline)) guard.filter(caller, 'read', foreign, {});
      const [match] = pipeline.map((stage) => stage['$match']);
      const filter = guard.filter(caller, 'read', collection, checkedFilter(isObject(match) ? match : {}));
      return database.aggregate(collection, [{ $match: filter }, ...pipeline]);
    },
  };

  /** A client may update what the rules let it, replace it as its own, and make what they let it create. */
  async function updateAsClient(
    caller: Caller & { kind: 'client' },
    documents: Documents,
    collection: string,
    { wanted, filter, data, options }: { wanted: Plain; filter: Plain; data: Plain; options: UpdateOptions },
  ): Promise<Updated> {
    const { replace = false, upsert = false } = options;
    const written = replace ? { ...data, _openid: caller.openid } : data;
    const updated = await documents.update(collection, filter, written, { ...options, upsert: false });
    if (updated.matched > 0 || !upsert) return updated;
    const document = guard.create(caller, collection, upsertedDocument(wanted, data, replace, clock));
    const [upsertedId = null] = await documents.insert(collection, [document]);
    return { matched: 0, updated: 0, upsertedId };
  }
}

export type Operations = ReturnType<typeof databaseOperations>;

/** What only functions and the console may do. */
function refuseClients(caller: Caller): void {
  if (caller.kind === 'client') throw new CloudError('DATABASE_PERMISSION_DENIED', 'Permission denied');
}

function refuseWritingStages(pipeline: Plain[]): void {
  const writing = pipeline.find((stage) => '$out' in stage || '$merge' in stage);
  if (!writing) return;
  throw new CloudError('DATABASE_REQUEST_FAILED', `${Object.keys(writing)[0]} is not allowed in an aggregation`);
}

/** The collections that the stages read besides their own, at any depth. */
function foreignCollections(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(foreignCollections);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, content]) => [
    ...namedBy(name, content),
    ...foreignCollections(content),
  ]);
}

function namedBy(stage: string, content: unknown): string[] {
  if (!['$lookup', '$graphLookup', '$unionWith'].includes(stage)) return [];
  const names = isObject(content) ? [content['from'], content['coll']] : [content];
  return names.filter((name) => name !== undefined).map(String);
}
