/** @jest-environment jsdom */
import { afterEach, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import { fire, loadComponent, type Rendered } from '../../support/component';

type Recorder = {
  start: () => void;
  stop: () => void;
  began: () => void;
  ended: (file: object) => void;
  failed: (error: object) => void;
};

let render: ReturnType<typeof loadComponent>;
let button: Rendered;
let voices: object[];
let refusals: object[];
let said: string[];

/** A phone's recorder; the test says when it begins and what it recorded. */
const recorder: Recorder & Record<string, unknown> = {
  start: jest.fn<() => void>(),
  stop: jest.fn<() => void>(),
  began: () => {},
  ended: () => {},
  failed: () => {},
  onStart: (listener: () => void) => (recorder.began = listener),
  onStop: (listener: (file: object) => void) => (recorder.ended = listener),
  onError: (listener: (error: object) => void) => (recorder.failed = listener),
  onInterruptionBegin: () => {},
};

beforeAll(() => {
  render = loadComponent('hold-to-talk');
  Object.assign(wx, {
    getRecorderManager: () => recorder,
    vibrateShort: () => Promise.resolve(),
    showToast: ({ title }: { title: string }) => void said.push(title),
  });
});

beforeEach(() => {
  jest.clearAllMocks();
  [voices, refusals, said] = [[], [], []];
  button = render();
  button.addEventListener('voice', ({ detail }) => voices.push(detail as object));
  button.addEventListener('refused', ({ detail }) => refusals.push(detail as object));
});

afterEach(() => button.detach());

async function finger(event: string, y = 700): Promise<void> {
  button.querySelector('.talk')?.dispatchEvent(event, { touches: [{ x: 100, y }] });
  await fire(button, '.talk', 'nothing');
}
const record = (duration: number): void => recorder.ended({ tempFilePath: 'wxfile://v', duration, fileSize: 9 });
const words = (): string => button.dom?.textContent?.trim() ?? '';

test('what is said while one holds it is sent', async () => {
  await finger('touchstart');
  recorder.began();
  expect(words()).toContain('松开 发送');
  await finger('touchend');
  record(2400);
  expect(voices).toEqual([{ path: 'wxfile://v', duration: 2400, size: 9 }]);
  expect(words()).toBe('按住 说话');
});

test('a finger that has gone up throws it away', async () => {
  await finger('touchstart');
  recorder.began();
  await finger('touchmove', 600);
  expect(words()).toContain('松开 取消');
  await finger('touchend');
  record(2400);
  expect(voices).toEqual([]);
  expect(recorder.stop).toHaveBeenCalledTimes(1);
});

test('a finger that comes back still sends', async () => {
  await finger('touchstart');
  recorder.began();
  await finger('touchmove', 600);
  await finger('touchmove', 690);
  await finger('touchend');
  record(2400);
  expect(voices).toHaveLength(1);
});

test('too short is told', async () => {
  await finger('touchstart');
  recorder.began();
  await finger('touchend');
  record(999);
  expect([voices, said]).toEqual([[], ['说话时间太短']]);
});

test('what begins after the finger has gone is thrown away', async () => {
  await finger('touchstart');
  await finger('touchend');
  expect(recorder.stop).not.toHaveBeenCalled();
  recorder.began();
  expect(recorder.stop).toHaveBeenCalledTimes(1);
  record(5000);
  expect(voices).toEqual([]);
});

test('after the longest time it is sent by itself', async () => {
  await finger('touchstart');
  recorder.began();
  record(60_000);
  expect(voices).toHaveLength(1);
});

test.each([
  ['operateRecorder:fail auth deny', 'denied'],
  ['operateRecorder:fail start record fail', 'failed'],
])('%s', async (errMsg, reason) => {
  await finger('touchstart');
  recorder.failed({ errMsg });
  expect(refusals).toEqual([{ reason }]);
  expect(words()).toBe('按住 说话');
});

test('leaving the page stops it', async () => {
  await finger('touchstart');
  recorder.began();
  button.triggerPageLifeTime('hide', {});
  expect(recorder.stop).toHaveBeenCalledTimes(1);
});
