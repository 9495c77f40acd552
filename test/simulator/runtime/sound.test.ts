/** @jest-environment jsdom */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { join } from 'node:path';
import { type OpenPage, openPage, type PageOptions } from '../../support/page';

const lab = join(__dirname, '../fixtures/lab');

type Recorder = Record<string, (value?: unknown) => void>;

let page: OpenPage;
let recorder: Recorder;
let told: [name: string, detail?: unknown][];

const detailOf = (name: string): unknown => told.find(([moment]) => moment === name)?.[1];

function open(options: PageOptions = {}): void {
  page = openPage(lab, '/pages/blank/blank', options);
  recorder = (page.program.wx['getRecorderManager'] as () => Recorder)();
  told = [];
  for (const name of ['Start', 'Pause', 'Resume', 'Stop', 'Error', 'InterruptionBegin', 'FrameRecorded']) {
    recorder[`on${name}`]?.((detail: unknown) => void told.push([name, detail]));
  }
}

const next = (outcome: string): void => page.program.device.outcomes.setNext('recorder', outcome);
const hear = (name: string): Promise<void> => page.until(() => told.some(([moment]) => moment === name), name);

beforeEach(() => localStorage.clear());

afterEach(() => {
  expect(page.errors).toEqual([]);
  page.close();
});

test('a recording is a file of the wanted format', async () => {
  open();
  recorder['start']?.({ format: 'mp3', frameSize: 10 });
  await hear('Start');
  recorder['stop']?.();
  await hear('Stop');
  expect(told).toMatchObject([
    ['Start', undefined],
    ['FrameRecorded', { isLastFrame: true }],
    ['Stop', { tempFilePath: expect.stringMatching(/^wxfile:\/\/tmp_.*\.mp3$/), duration: expect.any(Number) }],
  ]);
  const { tempFilePath, fileSize } = detailOf('Stop') as { tempFilePath: string; fileSize: number };
  expect(page.program.files.read(tempFilePath)).toHaveLength(fileSize);
});

test('a recording ends by itself when it is as long as wanted', async () => {
  open();
  recorder['start']?.({ duration: 30 });
  await hear('Stop');
  expect(detailOf('Stop')).toMatchObject({ duration: expect.any(Number) });
});

test.each([
  ['a refused microphone', { denied: ['scope.record'] }, undefined, 'auth deny'],
  ['a microphone that is in use', {}, 'fail:audio is recording', 'audio is recording'],
])('%s fails', async (_, device, outcome, reason) => {
  open({ device });
  if (outcome) next(outcome);
  recorder['start']?.();
  await hear('Error');
  expect(told).toEqual([['Error', { errMsg: `operateRecorder:fail ${reason}` }]]);
});

test('who lets go while being asked does not record', async () => {
  open({ device: { asksScopes: true } });
  recorder['start']?.();
  await page.see('使用你的麦克风');
  recorder['stop']?.();
  page.tap('允许');
  await page.unsee('使用你的麦克风');
  recorder['start']?.();
  await hear('Start');
  expect(told).toEqual([['Start', undefined]]);
  recorder['start']?.();
  expect(told[1]).toEqual(['Error', { errMsg: 'operateRecorder:fail is recording or paused' }]);
});

test('leaving the app pauses the recording, which can go on', async () => {
  open();
  recorder['start']?.();
  await hear('Start');
  page.program.device.apply({ foreground: false });
  page.program.device.apply({ foreground: true });
  recorder['resume']?.();
  recorder['stop']?.();
  await hear('Stop');
  expect(told.map(([moment]) => moment)).toEqual(['Start', 'InterruptionBegin', 'Pause', 'Resume', 'Stop']);
});

test.each(['stop', 'pause', 'resume'])('%s without a recording fails', (name) => {
  open();
  recorder[name]?.();
  expect(told).toMatchObject([['Error', { errMsg: expect.stringContaining('operateRecorder:fail recorder not') }]]);
});
