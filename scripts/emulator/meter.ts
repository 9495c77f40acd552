import type { Caller } from './contract';
import prices from './prices.json';

type FunctionUsage = { calls: number; coldStarts: number; gbs: number; reads: number; writes: number };

/** What was used since the last reset, as `/local/usage` answers it. One request counts one, whatever it touches. */
export type Usage = {
  functions: Record<string, FunctionUsage>;
  database: { reads: number; writes: number };
  storage: number;
  pushes: number;
  points: number;
  yuan: number;
};

export interface Meter {
  functionRan(name: string, run: { gbs: number; isCold: boolean }): void;
  databaseCalled(action: string, caller: Caller): void;
  storageCalled(): void;
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

/** Counts requests and prices them in points. */
export function createMeter(): Meter {
  let functions = new Map<string, FunctionUsage>();
  let database = { reads: 0, writes: 0 };
  let storage = 0;
  let pushes = 0;

  const usageOf = (name: string): FunctionUsage => {
    const usage = functions.get(name) ?? { calls: 0, coldStarts: 0, gbs: 0, reads: 0, writes: 0 };
    functions.set(name, usage);
    return usage;
  };

  return {
    functionRan(name, { gbs, isCold }) {
      const usage = usageOf(name);
      usage.calls += 1;
      if (isCold) usage.coldStarts += 1;
      usage.gbs += gbs;
    },
    databaseCalled(action, caller) {
      const kind = kindOf(action);
      if (kind === undefined) return;
      database[kind] += 1;
      if (caller.kind === 'function') usageOf(caller.invocation.functionName)[kind] += 1;
    },
    storageCalled() {
      storage += 1;
    },
    pushed() {
      pushes += 1;
    },
    usage() {
      const ofFunctions = pointsFor([...functions.values()], database.reads + database.writes);
      const points = ofFunctions + storage * prices.storageCall;
      return {
        functions: Object.fromEntries([...functions].map(([name, usage]) => [name, { ...usage }])),
        database: { ...database },
        storage,
        pushes,
        points,
        yuan: points / prices.pointsPerYuan,
      };
    },
    reset() {
      functions = new Map();
      database = { reads: 0, writes: 0 };
      storage = 0;
      pushes = 0;
    },
  };
}

function kindOf(action: string): 'reads' | 'writes' | undefined {
  if (reads.has(action)) return 'reads';
  return writes.has(action) ? 'writes' : undefined;
}

function pointsFor(functions: FunctionUsage[], databaseCalls: number): number {
  const ran = functions.map(({ calls, gbs }) => calls * prices.functionCall + gbs * prices.functionGbs);
  return ran.reduce((sum, points) => sum + points, databaseCalls * prices.databaseCall);
}
