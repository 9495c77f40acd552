import { createHash } from 'node:crypto';
import { accessSync, constants, mkdirSync, rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import path from 'node:path';
import { StartError } from './start-error';

/** Makes the data folder ours until `release`, or until this process ends in whatever way. */
export async function claimDataFolder(folder: string): Promise<{ release(): Promise<void> }> {
  makeWritable(folder);
  const lock = lockPath(folder);
  if (await isHeld(lock)) {
    throw new StartError(
      `${folder} is in use by another local cloud: stop that one, or give another folder with --data.`,
    );
  }
  rmSync(lock, { force: true });
  const server = await hold(lock);
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

/** A socket is a lock that the system opens again when its holder dies. Windows has named pipes instead. */
function lockPath(folder: string): string {
  if (process.platform !== 'win32') return path.relative('', path.join(folder, 'lock'));
  return `\\\\.\\pipe\\local-cloud-${createHash('sha256').update(path.resolve(folder)).digest('hex')}`;
}

function isHeld(lock: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = connect(lock);
    probe.on('connect', () => probe.end(() => resolve(true)));
    probe.on('error', () => resolve(false));
  });
}

function hold(lock: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer((probe) => probe.end());
    server.on('error', (error) => reject(new StartError(`The data folder cannot be locked: ${error.message}`)));
    server.listen(lock, () => resolve(server.unref()));
  });
}
