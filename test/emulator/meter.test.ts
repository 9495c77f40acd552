import { expect, test } from '@jest/globals';
import type { Caller } from '../../scripts/emulator/contract';
import { createMeter, type Meter } from '../../scripts/emulator/meter';

const client: Caller = { kind: 'client', openid: 'ann', appid: 'wx' };
const message: Caller = { kind: 'function', invocation: { requestId: 'r', functionName: 'message' } };

test.each([
  ['database.getDocument', 1, 0],
  ['database.queryDocument', 1, 0],
  ['database.calculateDocument', 1, 0],
  ['database.countDocument', 1, 0],
  ['database.aggregateDocuments', 1, 0],
  ['database.aggregate', 1, 0],
  ['database.insertDocument', 0, 1],
  ['database.addDocument', 0, 1],
  ['database.modifyDocument', 0, 1],
  ['database.updateDocument', 0, 1],
  ['database.modifyAndReturnDoc', 0, 1],
  ['database.removeDocument', 0, 1],
  ['database.deleteDocument', 0, 1],
  ['database.addCollection', 0, 0],
  ['database.startTransaction', 0, 0],
])('%s counts %i reads and %i writes, for the function that asked too', (action, reads, writes) => {
  const meter = createMeter();
  meter.databaseCalled(action, client);
  meter.databaseCalled(action, message);
  const { database, functions } = meter.usage();
  expect(database).toEqual({ reads: 2 * reads, writes: 2 * writes });
  expect(functions['message'] ?? { reads: 0, writes: 0 }).toMatchObject({ reads, writes });
});

test.each<[string, (meter: Meter) => void, number]>([
  ['a function call', (meter) => meter.functionRan('message', { gbs: 0, isCold: true }), 0.00133],
  ['a GB second', (meter) => meter.functionRan('message', { gbs: 1, isCold: false }), 0.00133 + 0.111],
  ['a read', (meter) => meter.databaseCalled('database.getDocument', message), 0.02],
  ['a write', (meter) => meter.databaseCalled('database.addDocument', message), 0.02],
  ['a file request', (meter) => meter.storageCalled(message), 0.001],
])('%s costs what the price table says, and is its function’s', (_, use, price) => {
  const meter = createMeter();
  use(meter);
  use(meter);
  const { points, yuan, functions } = meter.usage();
  expect(points).toBeCloseTo(2 * price, 12);
  expect(yuan).toBeCloseTo((2 * price) / 1000, 12);
  expect(functions['message']?.points).toBeCloseTo(2 * price, 12);
});

test('how much work the reads were is added up, for the function that asked too', () => {
  const meter = createMeter();
  meter.queried({ caller: message, examined: { keys: 5, documents: 3 } });
  meter.queried({ caller: client, examined: { keys: 2, documents: 2 } });
  const { examined, functions } = meter.usage();
  expect(examined).toEqual({ keys: 7, documents: 5 });
  expect(functions['message']).toMatchObject({ keys: 5, documents: 3 });
});

test('what clients use is nobody else’s, and pushes have no published price', () => {
  const meter = createMeter();
  meter.storageCalled(client);
  meter.storageCalled();
  meter.databaseCalled('database.getDocument', client);
  meter.pushed();
  expect(meter.usage()).toMatchObject({ functions: {}, storage: 2, pushes: 1, database: { reads: 1 } });
  expect(meter.usage().points).toBeCloseTo(2 * 0.001 + 0.02, 12);
});

test('calls of open APIs are counted, and have no price', () => {
  const meter = createMeter();
  meter.openApiCalled(message);
  expect(meter.usage()).toMatchObject({ openApi: 1, points: 0, functions: { message: { openApi: 1 } } });
});

test('a reset forgets everything', () => {
  const meter = createMeter();
  const empty = meter.usage();
  meter.functionRan('message', { gbs: 1, isCold: false });
  meter.databaseCalled('database.getDocument', message);
  meter.pushed();
  expect(meter.usage()).toMatchObject({ pushes: 1 });
  meter.reset();
  expect(meter.usage()).toEqual(empty);
});
