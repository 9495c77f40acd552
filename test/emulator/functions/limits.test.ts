import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { rmSync } from 'node:fs';
import { writeFunctions } from '../../support/function-folder';
import { startFunctions, type FunctionCloud } from './support/function-cloud';

const small = { memorySize: 128, timeout: 20 };
const generous = { memorySize: 1024, timeout: 20 };

const functionsFolder = writeFunctions({
  objects: {
    code: `exports.main = async () => { const kept = []; for (;;) kept.push({ text: String(kept.length) }) }`,
    config: small,
  },
  buffers: {
    code: `exports.main = async () => {
      const kept = [];
      for (;;) { kept.push(Buffer.alloc(8e6, 1)); await new Promise((resolve) => setTimeout(resolve, 5)) } }`,
    config: small,
  },
  burst: { code: `exports.main = async () => Buffer.alloc(2e8, 1).length`, config: small },
  modest: { code: `exports.main = async () => Buffer.alloc(1e7, 1).length`, config: small },
  limits: {
    code: `exports.main = async (event, { memory_limit_in_mb, time_limit_in_ms }) => ({ memory_limit_in_mb, time_limit_in_ms })`,
    config: generous,
  },
  endless: { code: `exports.main = () => new Promise(() => {})`, config: generous },
});

let personal: FunctionCloud;
let standard: FunctionCloud;

beforeAll(async () => {
  [personal, standard] = await Promise.all([
    startFunctions(functionsFolder, 'personal'),
    startFunctions(functionsFolder),
  ]);
});

afterAll(async () => {
  await Promise.all([personal.close(), standard.close()]);
  rmSync(functionsFolder, { recursive: true });
});

test.each(['objects', 'buffers', 'burst'])('a function that eats memory is killed and says so: %s', async (name) => {
  const failed = { code: 'FUNCTIONS_MEMORY_LIMIT_EXCEEDED', message: expect.stringMatching(/of 128 MB allowed/) };
  await expect(standard.call(name)).rejects.toMatchObject(failed);
  await expect(standard.call(name)).rejects.toMatchObject(failed);
  expect(standard.log()).toContainEqual(expect.stringMatching(new RegExp(` ${name} \\S{36} failed: Memory limit`)));
});

test('the log tells how much memory an event left in use', async () => {
  expect(await standard.call('modest')).toBe(1e7);
  expect(standard.log()).toContainEqual(expect.stringMatching(/ modest \S{36} ran \d+ ms, .*, cold, \d+ MB$/));
});

test('a plan bounds what a function asks for', async () => {
  expect(await personal.call('limits')).toEqual({ memory_limit_in_mb: 256, time_limit_in_ms: 3000 });
  expect(await standard.call('limits')).toEqual({ memory_limit_in_mb: 1024, time_limit_in_ms: 20_000 });
  await expect(personal.call('endless')).rejects.toMatchObject({
    code: 'FUNCTIONS_TIME_LIMIT_EXCEEDED',
    message: 'Invoking task timed out after 3 seconds',
  });
});
