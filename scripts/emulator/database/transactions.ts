import { randomUUID } from 'node:crypto';
import { CloudError, type Change, type Clock } from '../contract';
import type { Catalog } from './catalog';
import { documentsOf, type Documents } from './documents';
import type { Locks } from './locks';
import type { Ledger } from './records';
import type { Store } from './store';
import { Transaction } from './transaction';

/** Transactions, by the id that `start` answers. */
export interface Transactions {
  start(): string;
  /** The documents as the transaction sees them. A write that fails ends it. */
  documents(id: string): Documents;
  commit(id: string): Promise<void>;
  abort(id: string): void;
}

type Parts = {
  store: Store;
  catalog: Catalog;
  locks: Locks;
  clock: Clock;
  commit: <T>(work: (ledger: Ledger, changes: Change[]) => T) => Promise<T>;
};

type Open = { transaction: Transaction; endsAt: number; timer: NodeJS.Timeout };

/** A transaction must be committed or aborted within this time. */
const LIFE_MS = 30_000;

/** The transactions under way; they end by themselves when their time is over. */
export function openTransactions({ store, catalog, locks, clock, commit }: Parts) {
  const open = new Map<string, Open>();

  function get(id: string): Transaction {
    const found = open.get(id);
    if (found && clock.now() >= found.endsAt) end(id);
    if (!found || !open.has(id)) throw notExisting();
    return found.transaction;
  }

  /** From here on the id is unknown; whoever takes the transaction ends it. */
  function take(id: string): Transaction {
    const transaction = get(id);
    forget(id);
    return transaction;
  }

  function end(id: string): void {
    const found = open.get(id);
    forget(id);
    found?.transaction.end();
  }

  function forget(id: string): void {
    clearTimeout(open.get(id)?.timer);
    open.delete(id);
  }

  /** The documents are held at once and compared in line with all other writes, so that none slips in between. */
  async function write<T>(id: string, work: (transaction: Transaction) => T): Promise<T> {
    const transaction = get(id);
    try {
      const result = work(transaction);
      await commit(() => transaction.verify());
      return result;
    } catch (error) {
      end(id);
      throw error;
    }
  }

  const transactions: Transactions = {
    start() {
      const id = randomUUID();
      const timer = setTimeout(() => end(id), LIFE_MS).unref();
      open.set(id, { transaction: new Transaction(store, locks, clock), endsAt: clock.now() + LIFE_MS, timer });
      return id;
    },
    documents: (id) =>
      documentsOf({
        collection: (name) => catalog.get(name),
        read: (collection, selection) => get(id).find(collection, selection),
        count: (collection, filter) => get(id).find(collection, { filter }).found.length,
        write: (work) => write(id, work),
      }),
    async commit(id) {
      const transaction = take(id);
      try {
        await commit((ledger, changes) => changes.push(...transaction.commit(ledger)));
      } finally {
        transaction.end();
      }
    },
    abort: (id) => take(id).end(),
  };
  const endAll = () => [...open.keys()].forEach(end);
  return { transactions, endAll };
}

function notExisting(): CloudError {
  return new CloudError(
    'DATABASE_TRANSACTION_FAIL',
    '[ResourceUnavailable.TransactionNotExist] Transaction does not exist on the server, ' +
      'transaction must be commit or abort in 30 seconds',
  );
}
