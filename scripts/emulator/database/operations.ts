import { CloudError, type Caller, type Clock, type Document, type Guard, type Plain } from '../contract';
import type { Database } from './engine';
import type { Examined } from './find';
import { readCollection, readDocuments, readFilter, readObject, readPipeline, readQuery } from './request';
import { isObject } from './values';
import type { Modified, Updated } from './write';

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
  return {
    createCollection: (body: Plain): Promise<void> => database.createCollection(readCollection(body)),

    read(body: Plain, caller: Caller): Document[] {
      const collection = readCollection(body);
      const filter = guard.filter(caller, 'read', collection, readFilter(body, clock));
      const { documents, examined } = database.find(collection, readQuery(body, caller, filter, clock));
      onQuery?.({ caller, collection, filter, examined });
      return documents;
    },

    count(body: Plain, caller: Caller): number {
      const collection = readCollection(body);
      return database.count(collection, guard.filter(caller, 'read', collection, readFilter(body, clock)));
    },

    insert(body: Plain, caller: Caller): Promise<string[]> {
      const collection = readCollection(body);
      const documents = readDocuments(body, clock).map((document) => guard.create(caller, collection, document));
      return database.insert(collection, documents);
    },

    update(body: Plain, caller: Caller): Promise<Updated> {
      const collection = readCollection(body);
      const data = readObject(body['data'], 'data', clock);
      const replace = body['merge'] === false;
      const options = { multi: body['multi'] === true && !replace, upsert: body['upsert'] === true, replace };
      const wanted = readFilter(body, clock);
      const filter = guard.filter(caller, 'update', collection, wanted, data);
      if (caller.kind !== 'client') return database.update(collection, filter, data, options);
      return replace && options.upsert
        ? setAsClient(caller, collection, { wanted, filter, data })
        : database.update(collection, filter, data, { ...options, upsert: false });
    },

    updateAndReturn(body: Plain, caller: Caller): Promise<Modified> {
      const collection = readCollection(body);
      const data = readObject(body['data'], 'data', clock);
      const filter = guard.filter(caller, 'update', collection, readFilter(body, clock), data);
      return database.findAndModify(collection, filter, data);
    },

    remove(body: Plain, caller: Caller): Promise<number> {
      const collection = readCollection(body);
      const filter = guard.filter(caller, 'delete', collection, readFilter(body, clock));
      return database.remove(collection, filter, { multi: body['multi'] === true });
    },

    aggregate(body: Plain, caller: Caller): Plain[] {
      const collection = readCollection(body);
      const pipeline = readPipeline(body, clock);
      refuseWritingStages(pipeline);
      if (caller.kind !== 'client') return database.aggregate(collection, pipeline);
      for (const foreign of foreignCollections(pipeline)) guard.filter(caller, 'read', foreign, {});
      const [match] = pipeline.map((stage) => stage['$match']);
      const filter = guard.filter(caller, 'read', collection, isObject(match) ? match : {});
      return database.aggregate(collection, [{ $match: filter }, ...pipeline]);
    },
  };

  /** A client may replace what the rules let it update, and make what they let it create. */
  async function setAsClient(
    caller: Caller,
    collection: string,
    { wanted, filter, data }: { wanted: Plain; filter: Plain; data: Plain },
  ): Promise<Updated> {
    const updated = await database.update(collection, filter, data, { multi: false, replace: true });
    if (updated.matched > 0) return updated;
    const document = guard.create(caller, collection, { _id: wanted['_id'], ...data });
    const [upsertedId = null] = await database.insert(collection, [document]);
    return { matched: 0, updated: 0, upsertedId };
  }
}

export type Operations = ReturnType<typeof databaseOperations>;

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
  const name = isObject(content) ? (content['from'] ?? content['coll']) : content;
  return [String(name)];
}
