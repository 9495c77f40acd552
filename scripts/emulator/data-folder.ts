import { createHash } from 'node:crypto';
import { accessSync, constants, mkdirSync, realpathSync, rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import path from 'node:path';
import { StartError } from './start-error';

/** Makes the data folder ours until `release`, or until this process ends in whatever way. */
export async function claimDataFolder(folder: string): Promise<{ release(): Promise<void> }> {
  makeWritable(folder);
  const server = await hold(await lockOf(folder), folder);
  return { release: () => new Promise((resolve) => server.close(() => resolve())) };
}

function makeWritable(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
  } catch (error) {
    throw new StartError(`${folder} cannot be written: give a folder of your own with --data. (${String(error)})`);
  }
}

/**
 * A listening socket is a lock that the system opens again when its holder dies. Linux and Windows have names for them that leave
 * nothing behind; elsewhere a dead holder's file is removed first.
 */
async function lockOf(folder: string): Promise<string> {
  const name = `local-cloud-${createHash('sha256').update(realpathSync(folder)).digest('hex')}`;
  if (process.platform === 'linux') return `\0${name}`;
  if (process.platform === 'win32') return `\\\\.\\pipe\\${name}`;
  const file = path.relative('', path.join(folder, 'lock'));
  if (!(await isHeld(file))) rmSync(file, { force: true });
  return file;
}

function isHeld(file: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = connect(file);
    probe.on('connect', () => probe.end(() => resolve(true)));
    probe.on('error', () => resolve(false));
  });
}

function hold(lock: string, folder: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer((probe) => probe.end());
    server.on('error', (error) => reject(unavailable(folder, error)));
    server.listen(lock, () => resolve(server.unref()));
  });
}

function unavailable(folder: string, error: Error & { code?: string }): StartError {
  if (error.code !== 'EADDRINUSE') return new StartError(`${folder} cannot be locked: ${error.message}`);
  return new StartError(
    `${folder} is in use by another local cloud: stop that one, or give another folder with --data.`,
  );
}
