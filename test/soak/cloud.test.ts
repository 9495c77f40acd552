import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { startTestCloud, type TestCloud } from '../support/cloud';
import { writeFunctions } from '../support/function-folder';
import { FrameSender, flaws, send } from '../support/malformed-answers';
import { ACCESS_TOKEN, endpoints, frames } from '../support/malformed-requests';
import { person } from '../support/people';
import { scaled } from '../support/scale';
import { seed } from '../support/seed';
import { Writer } from '../support/writer';

const functionsFolder = writeFunctions({ echo: { code: 'exports.main = async (event) => event;' } });
const rulesFile = path.join(functionsFolder, 'rules.json');
let cloud: TestCloud;

const draw = <T>(arbitrary: fc.Arbitrary<T>, numRuns: number): T[] => fc.sample(arbitrary, { seed, numRuns });

beforeAll(async () => {
  writeFileSync(rulesFile, JSON.stringify({ log: { read: true, write: 'doc.n >= 0' } }));
  cloud = await startTestCloud({ functionsFolder, rulesFile });
});
afterAll(async () => {
  await cloud.close();
  rmSync(functionsFolder, { recursive: true });
});

test(
  'killed again and again while it writes, the cloud starts and has all it acknowledged',
  async () => {
    const writer = new Writer(cloud.url);
    for (const acknowledged of draw(fc.integer({ min: 1, max: 150 }), scaled(3, 200))) {
      await writer.writeUntil(acknowledged, () => cloud.kill());
      await cloud.restart();
      expect(await writer.lost()).toEqual([]);
    }
  },
  scaled(60_000, 1_800_000),
);

describe('what is malformed is refused with a clear error', () => {
  const count = scaled(60, 10_000);
  const limitMs = scaled(60_000, 600_000);

  test.each(Object.entries(endpoints))(
    'by %s',
    async (_, requests) => {
      const { token } = await person(cloud.url, 'ann');
      for (const drawn of draw(requests, count)) {
        const malformed = { ...drawn, body: drawn.body.replace(ACCESS_TOKEN, token) };
        expect({ malformed, ...flaws(malformed, await send(cloud.url, malformed)) }).toEqual({ malformed });
      }
    },
    limitMs,
  );

  test.each(['/admin', '/web', '/auth/v1/token', '/local/login', '/v1/functions/echo'])(
    'by %s when it is huge',
    async (path) => {
      const body = JSON.stringify({ text: 'x'.repeat(16 * 1024 * 1024) });
      for (let round = 0; round < scaled(1, 20); round += 1) {
        const { text } = await send(cloud.url, { method: 'POST', path, body, surely: true });
        expect(JSON.parse(text)).toMatchObject({ code: 'EXCEED_MAX_PAYLOAD_SIZE' });
      }
    },
    limitMs,
  );

  test(
    'by the socket, which goes on or closes',
    async () => {
      const { token } = await person(cloud.url, 'ann');
      const sender = new FrameSender(cloud.url, token);
      for (const frame of draw(frames, count)) {
        expect({ frame, flaws: await sender.flawsOfAnswer(frame) }).toEqual({ frame, flaws: [] });
      }
      sender.close();
    },
    limitMs,
  );
});
