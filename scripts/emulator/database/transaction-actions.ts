import type { Actions, Plain } from '../contract';
import { encode } from './ejson';
import type { Operations } from './operations';

/** Transactions, and the actions by which the 0.x generation works inside one: on a document, by its id. */
export function transactionActions(operations: Operations): Actions {
  return {
    'database.startTransaction': (_body, caller) => ({ transactionId: operations.startTransaction(caller) }),
    'database.commitTransaction': async (body) => {
      await operations.commitTransaction(body);
      return {};
    },
    'database.abortTransaction': (body) => {
      operations.abortTransaction(body);
      return {};
    },
    'database.getInTransaction': (body, caller) => {
      const [document = null] = operations.read(byId(body), caller);
      return { data: encode(document) };
    },
    'database.insertDocInTransaction': async (body, caller) => {
      const [_id] = await operations.insert(body, caller);
      return { inserted: 1, ok: 1, _id };
    },
    'database.updateDocInTransaction': async (body, caller) => {
      const { updated, upsertedId } = await operations.update(
        { ...byId(body), merge: body['upsert'] !== true },
        caller,
      );
      return { updated, upserted: upsertedId === null ? null : JSON.stringify({ _id: upsertedId }) };
    },
    'database.deleteDocInTransaction': async (body, caller) => ({
      deleted: await operations.remove(byId(body), caller),
    }),
  };
}

function byId(body: Plain): Plain {
  return { ...body, query: body['query'] ?? { _id: body['_id'] } };
}
