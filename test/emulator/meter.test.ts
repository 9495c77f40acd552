import { expect, test } from '@jest/globals';
import type { Caller } from '../../scripts/emulator/contract';
import { createMeter } from '../../scripts/emulator/meter';

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

test('a text message costs what the price table says', () => {
  const meter = createMeter();
  meter.functionRan('message', { gbs: 0.01, isCold: true });
  for (let call = 0; call < 3; call += 1) meter.databaseCalled('database.insertDocument', message);
  const { points, yuan } = meter.usage();
  expect(points).toBeCloseTo(0.00133 + 0.01 * 0.111 + 3 * 0.02, 10);
  expect(yuan).toBeCloseTo(points / 1000, 12);
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
