import type { Caller } from './contract';
import type { Examined } from './database/find';
import prices from './prices.json';

/** What was used, by whomever. */
type Count = {
  calls: number;
  coldStarts: number;
  gbs: number;
  reads: number;
  writes: number;
  /** Index keys walked and documents looked at by the reads. */
  keys: number;
  documents: number;
  storage: number;
  openApi: number;
};

/** What one function used, what it asked of the other parts included. */
type FunctionUsage = Count & { points: number };

/** What was used since the last reset, as `/local/usage` answers it. One request counts one, whatever it touches. */
export type Usage = {
  functions: Record<string, FunctionUsage>;
  database: { reads: number; writes: number };
  examined: Examined;
  storage: number;
  openApi: number;
  pushes: number;
  points: number;
  yuan: number;
};

export interface Meter {
  functionRan(name: string, run: { gbs: number; isCold: boolean }): void;
  databaseCalled(action: string, caller: Caller): void;
  queried(report: { caller: Caller; examined: Examined }): void;
  storageCalled(caller?: Caller): void;
  openApiCalled(caller: Caller): void;
  pushed(): void;
  usage(): Usage;
  reset(): void;
}

const reads = new Set([
  'database.getDocument',
  'database.queryDocument',
  'database.calculateDocument',
  'database.countDocument',
  'database.aggregateDocuments',
  'database.aggregate',
  'database.getInTransaction',
]);

const writes = new Set([
  'database.insertDocument',
  'database.addDocument',
  'database.modifyDocument',
  'database.updateDocument',
  'database.modifyAndReturnDoc',
  'database.removeDocument',
  'database.deleteDocument',
  'database.insertDocInTransaction',
  'database.updateDocInTransaction',
  'database.deleteDocInTransaction',
]);

const nothing: Count = {
  calls: 0,
  coldStarts: 0,
  gbs: 0,
  reads: 0,
  writes: 0,
  keys: 0,
  documents: 0,
  storage: 0,
  openApi: 0,
};

/** Counts requests and prices them in points. */
export function createMeter(): Meter {
  let functions = new Map<string, Count>();
  let all = { ...nothing };
  let pushes = 0;

  const add = (functionName: string | undefined, used: Partial<Count>): void => {
    all = sum(all, used);
    if (functionName !== undefined) functions.set(functionName, sum(functions.get(functionName) ?? nothing, used));
  };

  return {
    functionRan: (name, { gbs, isCold }) => add(name, { calls: 1, coldStarts: isCold ? 1 : 0, gbs }),
    databaseCalled(action, caller) {
      if (reads.has(action)) add(functionOf(caller), { reads: 1 });
      if (writes.has(action)) add(functionOf(caller), { writes: 1 });
    },
    queried: ({ caller, examined }) => add(functionOf(caller), examined),
    storageCalled: (caller) => add(functionOf(caller), { storage: 1 }),
    openApiCalled: (caller) => add(functionOf(caller), { openApi: 1 }),
    pushed() {
      pushes += 1;
    },
    usage() {
      const points = pointsFor(all) + pushes * prices.push;
      return {
        functions: Object.fromEntries([...functions].map(([name, used]) => [name, withPoints(used)])),
        database: { reads: all.reads, writes: all.writes },
        examined: { keys: all.keys, documents: all.documents },
        storage: all.storage,
        openApi: all.openApi,
        pushes,
        points,
        yuan: points / prices.pointsPerYuan,
      };
    },
    reset() {
      functions = new Map();
      all = { ...nothing };
      pushes = 0;
    },
  };
}

function functionOf(caller: Caller | undefined): string | undefined {
  return caller?.kind === 'function' ? caller.invocation.functionName : undefined;
}

function sum(count: Count, more: Partial<Count>): Count {
  const names = Object.keys(count) as (keyof Count)[];
  return Object.fromEntries(names.map((name) => [name, count[name] + (more[name] ?? 0)])) as Count;
}

function withPoints(count: Count): FunctionUsage {
  return { ...count, points: pointsFor(count) };
}

function pointsFor({ calls, gbs, reads, writes, storage }: Count): number {
  return (
    calls * prices.functionCall +
    gbs * prices.functionGbs +
    (reads + writes) * prices.databaseCall +
    storage * prices.storageCall
  );
}
