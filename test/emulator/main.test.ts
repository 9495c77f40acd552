import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { bundleNode } from '../../scripts/build/bundle';
import { outputFolder } from '../support/function-folder';

const folder = outputFolder('command');
const command = path.join(folder, 'main.mjs');
const other = createServer();

beforeAll(async () => {
  writeFileSync(path.join(folder, 'file'), '');
  await bundleNode('scripts/emulator/main.ts', command);
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
});

afterAll(() => {
  other.close();
  rmSync(folder, { recursive: true });
});

async function end(args: string[], environment: NodeJS.ProcessEnv = process.env) {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'], env: environment });
  const code = new Promise((resolve) => child.on('exit', resolve));
  const [errors, output] = await Promise.all([text(child.stderr), text(child.stdout)]);
  return { code: await code, errors, output };
}

test.each<[string, () => string[], RegExp]>([
  ['a wrong port', () => ['--port', '80a'], /^"80a" is not a port\. Options: .*\n$/],
  [
    'a port that is taken',
    () => ['--port', String((other.address() as AddressInfo).port)],
    /^Port \d+ is taken: .*\n$/,
  ],
  ['an unknown plan', () => ['--plan', 'gold'], /^There is no plan "gold"\. Options: .*\n$/],
  ['an unknown option', () => ['--colour'], /^Unknown option '--colour'.* Options: .*\n$/],
  [
    'a data folder that cannot be',
    () => ['--data', path.join(folder, 'file', 'x')],
    /cannot be written: give a folder/,
  ],
])('%s ends the command with one sentence', async (_, args, sentence) => {
  const { code, errors } = await end([command, '--data', path.join(folder, 'data'), '--no-demo', ...args()]);
  expect(errors).toMatch(sentence);
  expect(code).toBe(1);
});

test('help is no error', async () => {
  expect(await end([command, '--help'])).toEqual({ code: 0, errors: '', output: expect.stringMatching(/^Options: /) });
});

test('a machine without a browser and without a way to install one is told what to do', async () => {
  const script = `const { installBrowser } = await import('./scripts/prerequisites.mjs');
    const { end } = await import('./scripts/command.mjs'); await installBrowser().catch(end);`;
  const { code, errors } = await end(['--input-type=module', '-e', script], { PATH: folder });
  expect(errors).toMatch(/^The browser tests need Chromium: install .*\n$/);
  expect(code).toBe(1);
});
