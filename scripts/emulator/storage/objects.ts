import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, unlinkSync, type ReadStream } from 'node:fs';
import { copyFile, open, rm } from 'node:fs/promises';
import path from 'node:path';
import { CloudError } from '../contract';

/** The largest file that the service takes. */
export const MAX_FILE_BYTES = 50 * 1024 * 1024;

/** What was written: the name it lies under, and how long it is. */
export type StoredObject = { object: string; size: number };

/** The first and the last byte wanted. */
export type Range = { start: number; end: number };

/** The contents of files, each under a name of its own that is never used again. */
export interface Objects {
  /** Writes all of it to the disk, or throws and leaves nothing. */
  write(content: AsyncIterable<Buffer>): Promise<StoredObject>;
  copy(original: StoredObject): Promise<StoredObject>;
  read(object: string, range?: Range): Promise<ReadStream>;
  remove(object: string): Promise<void>;
  /** Removes what was written but never came to belong to a file. */
  removeAllBut(kept: Set<string>): void;
}

/** The contents in a folder. */
export function objectsIn(folder: string): Objects {
  mkdirSync(folder, { recursive: true });
  const fileOf = (object: string): string => path.join(folder, object);

  async function make(fill: (file: string) => Promise<number>): Promise<StoredObject> {
    const object = randomUUID();
    try {
      const size = await fill(fileOf(object));
      await syncFolder(folder);
      return { object, size };
    } catch (error) {
      await rm(fileOf(object), { force: true });
      throw error;
    }
  }

  return {
    write: (content) => make((file) => writeFile(file, content)),
    copy: ({ object, size }) =>
      make(async (file) => {
        await copyFile(fileOf(object), file);
        await sync(file, 'r+');
        return size;
      }),
    read: async (object, range) => (await open(fileOf(object))).createReadStream(range),
    remove: (object) => rm(fileOf(object), { force: true }),
    removeAllBut(kept) {
      for (const object of readdirSync(folder)) if (!kept.has(object)) unlinkSync(fileOf(object));
    },
  };
}

async function writeFile(name: string, content: AsyncIterable<Buffer>): Promise<number> {
  const file = await open(name, 'wx');
  try {
    let size = 0;
    for await (const chunk of content) {
      size += chunk.length;
      if (size > MAX_FILE_BYTES) throw new CloudError('EntityTooLarge', `A file has at most ${MAX_FILE_BYTES} bytes.`);
      await file.appendFile(chunk);
    }
    await file.sync();
    return size;
  } finally {
    await file.close();
  }
}

/** A new file is sure to be found again only when its folder is on the disk, too. Windows does that by itself. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform !== 'win32') await sync(folder, 'r');
}

async function sync(name: string, flags: string): Promise<void> {
  const handle = await open(name, flags);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
