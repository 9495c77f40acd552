import { afterAll, beforeEach, afterEach, expect, test } from '@jest/globals';
import { rmSync } from 'node:fs';
import { writeFunctions } from '../../support/function-folder';
import { startFunctions, type FunctionCloud } from './support/function-cloud';

const functionsFolder = writeFunctions({
  echo: { code: `exports.main = async (event) => event` },
  talking: {
    code: `exports.main = async (event, { request_id }) => {
      console.log('log', request_id); console.error('error', request_id); process.stdout.write('unended ' + request_id) }`,
  },
  leaving: { code: `exports.main = async () => { console.log('last words'); process.exit(7) }` },
  broken: { code: `throw new Error('cannot load')` },
});

let cloud: FunctionCloud;

beforeEach(async () => {
  cloud = await startFunctions(functionsFolder);
});
afterEach(() => cloud.close());
afterAll(() => rmSync(functionsFolder, { recursive: true }));

const runs = (name: string) =>
  cloud
    .log()
    .flatMap((line) => new RegExp(` ${name} \\S{36} ran \\d+ ms, 0 database calls, (\\w+)`).exec(line)?.[1] ?? []);

test('the log and the meter tell cold events from warm ones', async () => {
  for (const _ of [1, 2, 3]) await cloud.call('echo');
  expect(runs('echo')).toEqual(['cold', 'warm', 'warm']);
  expect(cloud.meter.usage().functions).toMatchObject({ echo: { calls: 3, coldStarts: 1 } });
  expect(cloud.log()[0]).toMatch(/Z echo loading cold start \d+ ms$/);
});

test('after warming up nobody waits for a process', async () => {
  await cloud.functions.warmUp();
  await cloud.call('echo');
  await cloud.call('talking');
  expect([...runs('echo'), ...runs('talking')]).toEqual(['warm', 'warm']);
  expect(cloud.meter.usage().functions['echo']).toMatchObject({ coldStarts: 0 });
  expect(cloud.log()).toContainEqual(expect.stringMatching(/ broken loading did not start: Error: cannot load/));
});

test('what a function prints is logged under its own request, before its end', async () => {
  await Promise.all(Array.from({ length: 20 }, () => cloud.call('talking')));
  const lines = cloud.log().flatMap((line) => / talking (\S{36}) (.*)/.exec(line)?.slice(1, 3).map(String) ?? []);
  const printed = new Map<string, string[]>();
  for (let at = 0; at < lines.length; at += 2) {
    const [id = '', text = ''] = lines.slice(at, at + 2);
    printed.set(id, [...(printed.get(id) ?? []), text]);
  }
  expect(printed.size).toBe(20);
  for (const [id, texts] of printed) {
    expect(texts).toEqual([`| log ${id}`, `| error ${id}`, `| unended ${id}`, expect.stringMatching(/^ran /)]);
  }
});

test('the last words of a process that ends itself are kept', async () => {
  await expect(cloud.call('leaving')).rejects.toThrow('The process was lost.');
  expect(cloud.log()).toContainEqual(expect.stringMatching(/ leaving \S{36} \| last words$/));
});
