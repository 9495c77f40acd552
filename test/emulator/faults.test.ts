import { expect, test } from '@jest/globals';
import { constantFrom, assert, array, property, record, double } from 'fast-check';
import { CloudError } from '../../scripts/emulator/contract';
import { createFaults, DroppedAnswer, suffer, type Fault, type Strike } from '../../scripts/emulator/faults';

const calm: Strike = { error: false, drop: false, duplicate: false, kill: false, delayMs: 0 };
const certain = { target: 'database', kind: 'drop', rate: 1 } as const;

test.each<[string, Fault[], string, Partial<Strike>]>([
  ['no fault', [], 'feed', {}],
  ['any name', [certain], 'feed', { drop: true }],
  ['its name', [{ ...certain, match: 'feed' }], 'feed', { drop: true }],
  ['another name', [{ ...certain, match: 'messages' }], 'feed', {}],
  ['another target', [{ ...certain, target: 'ws' }], 'feed', {}],
  ['never', [{ ...certain, rate: 0 }], 'feed', {}],
  ['two at once', [certain, { ...certain, kind: 'delay', ms: 5 }], 'feed', { drop: true, delayMs: 5 }],
  ['delays add up', [1, 2].map((ms) => ({ ...certain, kind: 'delay', ms })), 'feed', { delayMs: 3 }],
])('%s', (_, added, name, want) => {
  const faults = createFaults();
  for (const fault of added) faults.add(fault);
  expect(faults.strike('database', name)).toEqual({ ...calm, ...want });
});

test('a count is used up by hits only', () => {
  const dice = [0.9, 0.1, 0.9, 0.1, 0.1];
  const faults = createFaults(() => dice.shift() ?? 0);
  faults.add({ ...certain, rate: 0.5, count: 2 });
  expect([1, 2, 3, 4, 5].map(() => faults.strike('database', 'feed').drop)).toEqual([false, true, false, true, false]);
});

test('each fault throws its own dice, and clearing ends them all', () => {
  const fault = record({
    target: constantFrom('database', 'ws'),
    kind: constantFrom('error', 'drop', 'duplicate', 'kill'),
    rate: double({ min: 0, max: 1, noNaN: true }),
  });
  assert(
    property(array(fault), (added) => {
      const faults = createFaults(() => 0.5);
      for (const each of added) faults.add(each);
      const strike = faults.strike('ws', 'NEXT_EVENT');
      for (const kind of ['error', 'drop', 'duplicate', 'kill'] as const) {
        expect(strike[kind]).toBe(added.some((each) => each.target === 'ws' && each.kind === kind && each.rate > 0.5));
      }
      faults.clear();
      expect(faults.strike('ws', 'NEXT_EVENT')).toEqual(calm);
    }),
  );
});

test.each<[string, Partial<Strike>, number, unknown]>([
  ['calm', {}, 1, 'first'],
  ['error', { error: true }, 0, expect.any(CloudError)],
  ['drop', { drop: true }, 1, expect.any(DroppedAnswer)],
  ['duplicate', { duplicate: true }, 2, 'first'],
  ['delay', { delayMs: 1 }, 1, 'first'],
])('%s', async (_, strike, runs, want) => {
  const answers = ['first', 'second'];
  let ran = 0;
  const run = async () => answers[ran++];
  expect(await suffer({ ...calm, ...strike }, 'SYS_ERR', run).catch((error: unknown) => error)).toEqual(want);
  expect(ran).toBe(runs);
});

const fail = () => Promise.reject(new Error('failed'));

test('a failure that happened is dropped like an answer', async () => {
  await expect(suffer({ ...calm, drop: true }, 'SYS_ERR', fail)).rejects.toBeInstanceOf(DroppedAnswer);
  await expect(suffer(calm, 'SYS_ERR', fail)).rejects.toThrow('failed');
});
