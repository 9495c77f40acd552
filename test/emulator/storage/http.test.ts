import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { cloudClock } from '../../../scripts/emulator/clock';
import type { Caller } from '../../../scripts/emulator/contract';
import { createFaults } from '../../../scripts/emulator/faults';
import { listen } from '../../../scripts/emulator/gateway/listen';
import { createMeter } from '../../../scripts/emulator/meter';
import { fileRequests } from '../../../scripts/emulator/storage/http';
import { MAX_FILE_BYTES } from '../../../scripts/emulator/storage/objects';
import { openStorage, type Storage } from '../../../scripts/emulator/storage/service';
import { outputFolder } from '../../support/function-folder';

const folder = outputFolder('storage');
const admin: Caller = { kind: 'admin' };
const ann: Caller = { kind: 'client', openid: 'ann', appid: 'shop' };
const bob: Caller = { kind: 'client', openid: 'bob', appid: 'shop' };
const otherAnn: Caller = { kind: 'client', openid: 'ann', appid: 'desk' };

let storage: Storage;
let url = '';
let close: () => void;
const open = () => openStorage({ folder, url, key: Buffer.alloc(32, 7), clock: cloudClock() });

beforeAll(async () => {
  const { server, host } = await listen(0);
  url = `http://${host}`;
  storage = open();
  const observers = { meter: createMeter(), faults: createFaults() };
  server.on('request', (request, response) => {
    const answer = fileRequests(storage, observers);
    void answer(request, response, new URL(request.url ?? '/', url)).catch(() => request.socket.destroy());
  });
  close = () => {
    server.close();
    server.closeAllConnections();
  };
});

afterAll(async () => {
  close();
  await storage.close();
  rmSync(folder, { recursive: true });
});

async function upload(name: string, content: BodyInit, caller: Caller = ann): Promise<string> {
  const { url, authorization, fileId } = storage.prepareUpload(name, caller);
  const response = await fetch(url, { method: 'PUT', headers: { authorization }, body: content });
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  return fileId;
}

const read = (fileId: string, init?: RequestInit) => fetch(storage.link(fileId, 60, admin), init);

test.each([
  ['', 'empty'],
  ['/a.png', 'slash'],
  ['a//b.png', 'slash'],
  ['a/', 'slash'],
  ['../a.png', '".."'],
  ['a/./b.png', '"."'],
  ['a\u0000b', 'control'],
  ['图'.repeat(300), '850 bytes'],
  [7, 'text'],
])('the path %j is refused', (name, cause) => {
  expect(() => storage.prepareUpload(name, ann)).toThrow(cause);
});

test.each([
  ['somebody else', bob],
  ['the same openid of another app', otherAnn],
])('%s may not read, replace or delete', async (_who, stranger) => {
  const fileId = await upload('mine.png', 'x');
  const name = 'STORAGE_EXCEED_AUTHORITY';
  expect(() => storage.link(fileId, 60, stranger)).toThrow(expect.objectContaining({ code: name }));
  expect(() => storage.prepareUpload('mine.png', stranger)).toThrow(expect.objectContaining({ code: name }));
  await expect(storage.remove(fileId, stranger)).rejects.toMatchObject({ code: name });
});

test('a ticket taken while the path was free does not replace what came there since', async () => {
  const ticket = storage.prepareUpload('raced.png', bob);
  const fileId = await upload('raced.png', 'first', ann);
  const late = await fetch(ticket.url, { method: 'PUT', headers: { authorization: ticket.authorization }, body: 'x' });
  expect(late.status).toBe(403);
  expect(await (await read(fileId)).text()).toBe('first');
});

test.each([
  ['no signature', () => '', 403],
  ['a made-up signature', () => 'a.b.c', 403],
  ['the ticket of a download', () => new URL(storage.link(fileIdOfMine, 60, ann)).searchParams.get('sign') ?? '', 403],
])('an upload with %s is refused', async (_name, authorization, status) => {
  await upload('mine.png', 'x');
  const { url } = storage.prepareUpload('mine.png', ann);
  expect((await fetch(url, { method: 'PUT', headers: { authorization: authorization() }, body: 'y' })).status).toBe(
    status,
  );
});
const fileIdOfMine = 'cloud://local.6c6f-local-1250000000/mine.png';

test('what is too large is refused and leaves nothing behind', async () => {
  const before = readdirSync(path.join(folder, 'objects'));
  await expect(upload('large.bin', Buffer.alloc(MAX_FILE_BYTES + 1))).rejects.toThrow('EntityTooLarge');
  expect(readdirSync(path.join(folder, 'objects'))).toEqual(before);
  expect(() => storage.link('cloud://local.6c6f-local-1250000000/large.bin', 60, admin)).toThrow('no file');
});

test('a page that was uploaded is shown without being run', async () => {
  const { headers } = await read(await upload('page.html', '<script>alert(1)</script>'));
  expect(headers.get('content-security-policy')).toBe('sandbox');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
});

test.each([
  ['bytes=2-4', 206, 'cde', 'bytes 2-4/10'],
  ['bytes=7-', 206, 'hij', 'bytes 7-9/10'],
  ['bytes=-2', 206, 'ij', 'bytes 8-9/10'],
  ['bytes=5-99', 206, 'fghij', 'bytes 5-9/10'],
  ['lines=1-2', 200, 'abcdefghij', null],
  ['bytes=10-', 416, expect.stringContaining('InvalidRange'), null],
])('the range %s', async (range, status, body, contentRange) => {
  const response = await read(await upload('range.txt', 'abcdefghij'), { headers: { range } });
  expect([response.status, await response.text()]).toEqual([status, body]);
  expect(response.headers.get('content-range')).toBe(contentRange);
});

test('HEAD tells size and type', async () => {
  const { headers } = await read(await upload('tone.mp3', 'abc'), { method: 'HEAD' });
  expect([headers.get('content-length'), headers.get('content-type')]).toEqual(['3', 'audio/mpeg']);
});

test('a deleted file has no contents left, and its links end', async () => {
  const fileId = await upload('gone.txt', 'x');
  const link = storage.link(fileId, 60, ann);
  const before = readdirSync(path.join(folder, 'objects')).length;
  await storage.remove(fileId, ann);
  expect(readdirSync(path.join(folder, 'objects'))).toHaveLength(before - 1);
  expect((await fetch(link)).status).toBe(404);
});

test('what an interrupted upload left is swept at the start', async () => {
  const fileId = await upload('stays.txt', 'stays');
  await storage.close();
  writeFileSync(path.join(folder, 'objects', 'half-written'), 'x');
  storage = open();
  expect(readdirSync(path.join(folder, 'objects'))).not.toContain('half-written');
  expect(await (await read(fileId)).text()).toBe('stays');
});
