import type { ActionHandler, Actions, Plain } from '../contract';
import { encode, plain } from './ejson';
import { limitAnswer } from './answer-limit';
import { databaseOperations, type OperationOptions, type Operations } from './operations';
import { transactionActions } from './transaction-actions';

/** The database actions of both wire generations. */
export function databaseActions(options: OperationOptions): Actions {
  const operations = databaseOperations(options);
  return {
    ...collectionActions(operations),
    ...currentActions(operations),
    ...olderActions(operations),
    ...transactionActions(operations),
  };
}

function collectionActions(operations: Operations): Actions {
  return {
    'database.addCollection': async (body, caller) => {
      await operations.createCollection(body, caller);
      return { data: '' };
    },
  };
}

/** Generation 1.x: documents travel as Extended JSON text. */
function currentActions(operations: Operations): Actions {
  return {
    'database.insertDocument': async (body, caller) => ({
      data: { insertedIds: await operations.insert(body, caller) },
    }),
    'database.getDocument': (body, caller) => ({
      data: { list: limitAnswer(operations.read(body, caller).map(encode)) },
    }),
    'database.calculateDocument': (body, caller) => ({ data: { total: operations.count(body, caller) } }),
    'database.modifyDocument': async (body, caller) => ({ data: await modify(operations, body, caller) }),
    'database.modifyAndReturnDoc': async (body, caller) => {
      const { updated, document } = await operations.updateAndReturn(body, caller);
      return { data: { updated, doc: document && encode(document) } };
    },
    'database.removeDocument': async (body, caller) => ({ data: { deleted: await operations.remove(body, caller) } }),
    'database.aggregateDocuments': (body, caller) => ({
      data: { list: limitAnswer(operations.aggregate(body, caller).map(encode)) },
    }),
  };
}

/** Generation 0.x: documents travel as plain JSON. */
function olderActions(operations: Operations): Actions {
  return {
    'database.addDocument': async (body, caller) => {
      const insertedIds = await operations.insert(body, caller);
      return {
        data: { insertedIds, ...(Array.isArray(body['data']) ? { ids: insertedIds } : { _id: insertedIds[0] }) },
      };
    },
    'database.queryDocument': (body, caller) => {
      const list = operations.read(body, caller).map(plain);
      limitAnswer(list.map((document) => JSON.stringify(document)));
      return { data: { list } };
    },
    'database.countDocument': (body, caller) => ({ data: { total: operations.count(body, caller) } }),
    'database.updateDocument': async (body, caller) => ({ data: await modify(operations, body, caller) }),
    'database.deleteDocument': async (body, caller) => ({ data: { deleted: await operations.remove(body, caller) } }),
    'database.aggregate': (body, caller) => ({
      data: { list: JSON.stringify(limitAnswer(operations.aggregate(body, caller).map(encode))) },
    }),
  };
}

/** The id of a document that was made goes by two names: SDKs read the one or the other. */
async function modify(operations: Operations, ...[body, caller]: Parameters<ActionHandler>): Promise<Plain> {
  const { updated, upsertedId } = await operations.update(body, caller);
  return { updated, upsert_id: upsertedId, upserted_id: upsertedId };
}
