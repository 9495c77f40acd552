import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import * as fc from 'fast-check';
import { call } from '../../../miniprogram/shared/cloud';
import { openOutbox, type Outbox, type OutboxOptions } from '../../../miniprogram/shared/outbox';
import { CloudModel, customer, refusal } from './support/cloud-model';
import { aPicture, aText } from './support/messages';
import { type Fate, Phone, type UploadFate } from './support/phone';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.clearAllTimers();
  jest.useRealTimers();
});

async function aPhone(options: OutboxOptions = {}) {
  const cloud = new CloudModel('a', 'b');
  const phone = new Phone(cloud, customer);
  phone.install();
  return { cloud, phone, outbox: await openOutbox('customer', options) };
}

const reopen = async () => (await call('conversation', 'open', {})).conversationId;

/** The app dies at once, and is started anew on the same phone. */
async function restarted(phone: Phone, options: OutboxOptions = {}): Promise<Outbox> {
  jest.clearAllTimers();
  phone.kill();
  return openOutbox('customer', options);
}

/** As `restarted`, with nothing left in memory. */
async function newRun(phone: Phone): Promise<Outbox> {
  jest.clearAllTimers();
  phone.kill();
  let open = openOutbox;
  jest.isolateModules(() => {
    open = jest.requireActual<{ openOutbox: typeof openOutbox }>('../../../miniprogram/shared/outbox').openOutbox;
  });
  return open('customer');
}

const bodiesIn = (cloud: CloudModel) =>
  cloud.callsOf('message.send').map(({ body }) => body as Record<string, unknown>);

test('a picture is shown where it was picked, uploaded, sent with its file, and leaves nothing behind', async () => {
  const { cloud, phone, outbox } = await aPhone();
  const path = phone.pick('1.JPG');
  const { clientId } = outbox.add('a', aPicture(path));
  expect(outbox.entries('a').map((entry) => outbox.local(entry))).toEqual([{ path, percent: 0 }]);
  await pass(MINUTE);
  const cloudPath = `kefu/a/${clientId}-file.jpg`;
  expect([...cloud.files]).toEqual([[cloudPath, 1]]);
  expect(bodiesIn(cloud)).toEqual([{ width: 40, height: 30, size: 1000, fileId: `cloud://local/${cloudPath}` }]);
  expect([phone.kept(), phone.stored.size, phone.files.has(path)]).toEqual([[], 0, true]);
});

test('a video goes with its cover, a picture with its original', async () => {
  const { cloud, phone, outbox } = await aPhone();
  const [file, cover, original] = ['1.mp4', '1.png', '1.jpg'].map((name) => phone.pick(name));
  outbox.add('a', {
    kind: 'video',
    body: { width: 1, height: 1, duration: 1, size: 1 },
    files: [
      { field: 'file', path: file ?? '' },
      { field: 'cover', path: cover ?? '' },
    ],
  });
  outbox.add('a', {
    kind: 'image',
    body: { width: 1, height: 1, size: 1, original: { size: 9 } },
    files: [
      { field: 'file', path: cover ?? '' },
      { field: 'original', path: original ?? '' },
    ],
  });
  await pass(MINUTE);
  expect(bodiesIn(cloud)).toMatchObject([
    { fileId: expect.stringMatching(/-file\.mp4$/), cover: expect.stringMatching(/-cover\.png$/) },
    { fileId: expect.any(String), original: { size: 9, fileId: expect.stringMatching(/-original\.jpg$/) } },
  ]);
});

test('uploads run ahead, two at once, and messages go out in the order they were written', async () => {
  const { cloud, phone, outbox } = await aPhone();
  phone.uploadFate = (path) => (path.endsWith('.first') ? 'slow' : 'answer');
  const sent = [
    outbox.add('a', aPicture(phone.pick('1.first'))),
    outbox.add('a', aText('2')),
    ...['3.jpg', '4.jpg', '5.jpg'].map((name) => outbox.add('a', aPicture(phone.pick(name)))),
  ];
  await pass(SECOND);
  expect([cloud.files.size, cloud.texts('a'), phone.mostUploading]).toEqual([3, [], 2]);
  await pass(MINUTE);
  expect(cloud.texts('a')).toEqual(sent.map(({ clientId }) => clientId));
});

test('tells how far the files are', async () => {
  const { phone, outbox } = await aPhone();
  const percents: unknown[] = [];
  outbox.subscribe(({ type, entry }) => {
    if (type === 'progress') percents.push(outbox.local(entry)?.percent);
  });
  const files = ['1.mp4', '1.png'].map((name) => phone.pick(name));
  outbox.add('a', {
    kind: 'video',
    body: { width: 1, height: 1, duration: 1, size: 1 },
    files: [
      { field: 'file', path: files[0] ?? '' },
      { field: 'cover', path: files[1] ?? '' },
    ],
  });
  await pass(MINUTE);
  expect(percents).toEqual([25, 50]);
});

test('what is uploaded is not uploaded again when the message itself fails', async () => {
  const { cloud, phone, outbox } = await aPhone();
  phone.fate = (_, { attempt }) => (Number(attempt) < 4 ? 'fail' : refusal('INVALID_INPUT'));
  const { clientId } = outbox.add('a', aPicture(phone.pick('1.jpg')));
  await pass(MINUTE);
  expect(outbox.entries('a')).toMatchObject([{ state: 'failed', error: 'INVALID_INPUT' }]);
  phone.fate = () => 'answer';
  const reopened = await restarted(phone);
  reopened.resend(clientId);
  await pass(MINUTE);
  expect([[...cloud.files.values()], cloud.texts('a')]).toEqual([[1], [clientId]]);
});

test.each<[string, (phone: Phone, path: string) => void, string]>([
  ['the picked file is gone', (phone, path) => phone.files.delete(path), 'FILE_GONE'],
  ['the phone is full', (phone) => (phone.room = 0), 'STORAGE_FULL'],
])('when %s the message fails and says why, others go on, and it can be sent again', async (_, trouble, error) => {
  const { cloud, phone, outbox } = await aPhone();
  const path = phone.pick('1.jpg');
  trouble(phone, path);
  const picture = outbox.add('a', aPicture(path));
  const text = outbox.add('a', aText('2'));
  await pass(MINUTE);
  expect(outbox.entries('a')).toMatchObject([{ clientId: picture.clientId, state: 'failed', error }]);
  expect(cloud.texts('a')).toEqual([text.clientId]);
  phone.room = Infinity;
  phone.pick('1.jpg');
  outbox.resend(picture.clientId);
  await pass(MINUTE);
  expect(cloud.texts('a')).toEqual([text.clientId, picture.clientId]);
});

test('a copy that somebody removed fails the message, however the network is', async () => {
  const { phone, outbox } = await aPhone();
  phone.uploadFate = () => 'fail';
  outbox.add('a', aPicture(phone.pick('1.jpg')));
  await pass(SECOND);
  for (const path of phone.kept()) phone.files.delete(path);
  await pass(5 * MINUTE);
  expect(outbox.entries('a')).toMatchObject([{ state: 'failed', error: 'FILE_GONE' }]);
});

test('discarding stops the upload, removes the copy, and lets the others go', async () => {
  const { cloud, phone, outbox } = await aPhone();
  phone.uploadFate = (path) => (path.endsWith('.first') ? 'stall' : 'answer');
  const first = outbox.add('a', aPicture(phone.pick('1.first')));
  const second = outbox.add('a', aPicture(phone.pick('2.jpg')));
  await pass(SECOND);
  expect(phone.uploading).toBe(1);
  outbox.discard(first.clientId);
  await pass(SECOND);
  expect([phone.uploading, phone.kept(), phone.stored.size]).toEqual([0, [], 0]);
  expect(cloud.texts('a')).toEqual([second.clientId]);
});

test('discarding while the file is still being copied leaves no copy', async () => {
  const { phone, outbox } = await aPhone();
  outbox.discard(outbox.add('a', aPicture(phone.pick('1.jpg'))).clientId);
  await pass(MINUTE);
  expect([phone.kept(), phone.stored.size]).toEqual([[], 0]);
});

test.each<UploadFate>(['stall', 'silent', 'fail', 'lose'])('an upload that ends in “%s” is made anew', async (fate) => {
  const { cloud, phone, outbox } = await aPhone();
  let tries = 0;
  phone.uploadFate = () => (tries++ === 0 ? fate : 'answer');
  const { clientId } = outbox.add('a', aPicture(phone.pick('1.jpg')));
  await pass(20 * MINUTE);
  expect(cloud.texts('a')).toEqual([clientId]);
});

test('closed, it stops uploading and leaves nothing running', async () => {
  const { phone, outbox } = await aPhone();
  phone.uploadFate = () => 'stall';
  outbox.add('a', aPicture(phone.pick('1.jpg')));
  await pass(SECOND);
  outbox.close();
  await pass(0);
  expect([phone.uploading, jest.getTimerCount(), outbox.entries('a').length]).toEqual([0, 0, 1]);
});

const moments = Array.from({ length: 30 }, (_, index) => index * 7);

test.each(moments)('killed after %d ms, a picture is sent once, and uploaded once when that was known', async (ms) => {
  const { cloud, phone, outbox } = await aPhone();
  const { clientId } = outbox.add('a', aPicture(phone.pick('1.jpg')));
  await pass(ms);
  const isKnown = [...phone.stored.values()].join().includes('cloud://') || phone.stored.size === 0;
  const isLost = phone.kept().length === 0 && phone.stored.size > 0;
  const reopened = await restarted(phone);
  await pass(MINUTE);
  if (isLost) expect(reopened.entries('a')).toMatchObject([{ state: 'failed', error: 'FILE_GONE' }]);
  else expect(cloud.texts('a')).toEqual([clientId]);
  if (isKnown) expect([...cloud.files.values()]).toEqual([1]);
  if (isLost) reopened.discard(clientId);
  await restarted(phone);
  await pass(MINUTE);
  expect([phone.kept(), phone.stored.size]).toEqual([[], 0]);
});

test('a picture left by an earlier run is shown by its copy until the next run', async () => {
  const { phone, outbox } = await aPhone();
  phone.uploadFate = () => 'fail';
  outbox.add('a', aPicture(phone.pick('1.jpg')));
  await pass(SECOND);
  const [copy] = phone.kept();
  const next = await newRun(phone);
  expect(next.entries('a').map((entry) => next.local(entry))).toEqual([{ path: copy, percent: 0 }]);
  phone.uploadFate = () => 'answer';
  await pass(MINUTE);
  expect([next.entries('a'), phone.kept()]).toEqual([[], [copy]]);
  await newRun(phone);
  await pass(SECOND);
  expect(phone.kept()).toEqual([]);
});

test('refused since its conversation is closed, a customer’s message goes on in the next one, in order, once', async () => {
  const { cloud, phone, outbox } = await aPhone({ reopen });
  cloud.conversations.delete('b');
  cloud.setStatus('a', 'closed');
  const moves: string[] = [];
  outbox.subscribe((event) => {
    if (event.type === 'moved') moves.push(`${event.from} → ${event.entry.conversationId}`);
  });
  const sent = [
    outbox.add('a', aPicture(phone.pick('1.jpg'))),
    outbox.add('a', aText('2')),
    outbox.add('a-next', aText('3')),
  ];
  await pass(MINUTE);
  expect(cloud.texts('a-next')).toEqual(sent.map(({ clientId }) => clientId));
  expect([cloud.texts('a'), moves]).toEqual([[], ['a → a-next', 'a → a-next']]);
  expect([phone.kept(), phone.stored.size]).toEqual([[], 0]);
});

test('a message that was saved before its conversation was closed does not go on', async () => {
  const { cloud, phone, outbox } = await aPhone({ reopen });
  cloud.conversations.delete('b');
  phone.fate = (_, { action, attempt }) => (action === 'send' && attempt === 1 ? 'lose' : 'answer');
  const { clientId } = outbox.add('a', aText('1'));
  await pass(50);
  cloud.setStatus('a', 'closed');
  await pass(MINUTE);
  expect([cloud.texts('a'), [...cloud.conversations.keys()]]).toEqual([[clientId], ['a']]);
});

test('an agent’s message into a closed conversation fails', async () => {
  const { cloud, outbox } = await aPhone();
  cloud.setStatus('a', 'closed');
  outbox.add('a', aText('1'));
  await pass(MINUTE);
  expect(outbox.entries('a')).toMatchObject([{ state: 'failed', error: 'CONVERSATION_CLOSED' }]);
});

const step = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('text' as const, 'picture' as const) },
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 20_000 }) },
  fc.constantFrom('kill' as const, 'offline' as const, 'online' as const, 'close' as const),
);
const fate = fc.constantFrom<Fate>('answer', 'slow', 'repeat', 'lose', 'delay', 'fail', 'hang', refusal('TRY_AGAIN'));
const uploadFate = fc.constantFrom<UploadFate>('answer', 'slow', 'lose', 'fail', 'stall');

test('whatever is lost, killed or closed, every message with its file is saved once, in the order it was written', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 25 }),
      fc.array(fate, { maxLength: 30 }),
      fc.array(uploadFate, { maxLength: 15 }),
      async (steps, fates, uploadFates) => {
        jest.clearAllTimers();
        const run = await aPhone({ reopen });
        const { cloud, phone } = run;
        let { outbox } = run;
        cloud.conversations.delete('b');
        phone.fate = (_, { action }) => (action === 'send' ? (fates.shift() ?? 'answer') : 'answer');
        phone.uploadFate = () => uploadFates.shift() ?? 'answer';
        const written: string[] = [];
        const write = async (isPicture: boolean) => {
          const message = isPicture ? aPicture(phone.pick(`${written.length}.jpg`)) : aText('x');
          written.push(outbox.add(cloud.open().conversationId, message).clientId);
          await pass(20);
        };
        for (const next of steps) {
          if (next === 'text' || next === 'picture') await write(next === 'picture');
          else if (next === 'kill') outbox = await restarted(phone, { reopen });
          else if (next === 'close') cloud.setStatus(cloud.open().conversationId, 'closed');
          else if (typeof next === 'number') await pass(next);
          else phone.setOnline(next === 'online');
        }
        phone.setOnline(true);
        await pass(60 * MINUTE);
        expect([...cloud.conversations.keys()].flatMap((id) => cloud.texts(id))).toEqual(written);
        await restarted(phone, { reopen });
        await pass(MINUTE);
        expect([phone.kept(), phone.stored.size]).toEqual([[], 0]);
      },
    ),
    { numRuns: 60 },
  );
});
