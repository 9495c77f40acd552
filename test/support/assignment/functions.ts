import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { jest } from '@jest/globals';
import type { Reply } from '../../../cloudfunctions/common/protocol/errors';
import { eventEnvironment, processEnvironment } from '../../../scripts/emulator/functions/environment';
import { fromClient, fromTimer, type Origin } from '../../../scripts/emulator/functions/invocation';
import type { Call } from './calls';

const called = ['assignment', 'audit', 'conversation', 'customer', 'message', 'search'] as const;
const timers = ['daily', 'jobs', 'sweep'] as const;

type Timer = (typeof timers)[number];

export type Callable = (typeof called)[number] | Timer;

type Main = (event: Record<string, unknown>) => Promise<Reply<unknown>>;

const functions = new Map<Callable, Main>();

const APPID = 'wx-soak';

const aKey = () => randomBytes(32).toString('base64');

/**
 * Loads the built functions into this process, prepared as the local cloud prepares its workers, with master keys up to a version, which
 * is the current one.
 */
export async function loadFunctions(current = 1): Promise<void> {
  const versions = Array.from({ length: current }, (_, index) => [index + 1, aKey()]);
  const keys = JSON.stringify({ current, keys: Object.fromEntries(versions) });
  Object.assign(process.env, processEnvironment('http://127.0.0.1/', keys, ''));
  for (const name of [...called, ...timers])
    functions.set(name, jest.requireActual<{ main: Main }>(path.resolve('dist/cloudfunctions', name)).main);
}

/** A function reads who calls before it waits for anything, so that calls may overlap in one process. */
async function invoke(name: Callable, event: Record<string, unknown>, origin: Origin): Promise<Reply<unknown>> {
  const main = functions.get(name);
  if (!main) throw new Error(`${name} is not loaded.`);
  Object.assign(process.env, eventEnvironment({ requestId: 'soak', functionName: name, ...origin }, APPID));
  return main(event);
}

/** Calls a function as somebody's mini-program does. */
export const callAs = ({ openid, name, event }: Call): Promise<Reply<unknown>> =>
  invoke(name, event, fromClient(openid, APPID));

/** Runs a function as its timer does. */
export const runTimer = (name: Timer): Promise<Reply<unknown>> => invoke(name, {}, fromTimer);

export const runSweep = (): Promise<Reply<unknown>> => runTimer('sweep');

/**
 * Lets each function compare its keys with the database, as each process does once. A process that dies takes with it what it waits
 * for; this one lives on, so nothing may be cut off before.
 */
export async function compareKeys(): Promise<void> {
  for (const name of called) await callAs({ openid: 'nobody', name, event: {} });
  for (const name of timers) await runTimer(name);
}
