import type { ReadStream } from 'node:fs';
import path from 'node:path';
import { CloudError, type Caller, type Clock } from '../contract';
import { openTable } from '../durable-table';
import { checkPath, fileIdOf, pathOf } from './file-id';
import { objectsIn, type Range, type StoredObject } from './objects';
import { ticketOffice, type Owner } from './tickets';

/** A file as the index holds it. */
export type FileEntry = StoredObject & Owner & { path: string; at: number };

export type Upload = { url: string; authorization: string; fileId: string };
export type Download = { entry: FileEntry; read: (range?: Range) => Promise<ReadStream> };

/** The files of the environment. Users reach only those that they uploaded; functions and admins reach all. */
export interface Storage {
  prepareUpload(path: unknown, caller: Caller): Upload;
  /** Stores a file at the path that the ticket is for; it is there for good once this resolves. */
  save(ticket: string, content: AsyncIterable<Buffer>): Promise<void>;
  /** A URL that anybody may read the file by until it expires. */
  link(fileId: unknown, seconds: number, caller: Caller): string;
  /** The file that a link is for. */
  open(ticket: string): Download;
  mayRead(path: string, owner: Owner): boolean;
  remove(fileId: unknown, caller: Caller): Promise<void>;
  copy(from: unknown, to: unknown, options: { overwrite: boolean; move: boolean }, caller: Caller): Promise<string>;
  /** All files, in the order of their paths. */
  list(): Iterable<FileEntry>;
  close(): Promise<void>;
}

export type StorageOptions = { folder: string; url: string; key: Buffer; clock: Clock };

/** Opens the storage in a folder. The index says which contents belong to a file: its commit is the moment of upload. */
export function openStorage({ folder, url, key, clock }: StorageOptions): Storage {
  const index = openTable<FileEntry>(path.join(folder, 'files.mdb'));
  const objects = objectsIn(path.join(folder, 'objects'));
  const tickets = ticketOffice(key, clock);
  objects.removeAllBut(new Set(Array.from(index.values(), ({ object }) => object)));

  const urlOf = (filePath: string): string => `${url}/storage/${filePath.split('/').map(encodeURIComponent).join('/')}`;

  function lookUp(fileId: unknown): FileEntry | undefined {
    const filePath = pathOf(fileId);
    return filePath === undefined ? undefined : index.get(filePath);
  }

  function find(fileId: unknown, owner: Owner): FileEntry {
    const entry = lookUp(fileId);
    if (!entry) throw new CloudError('STORAGE_FILE_NONEXIST', `There is no file ${String(fileId)}.`);
    requireOwner(entry, owner);
    return entry;
  }

  /** Gives the path its new contents, unless it is somebody else's; the contents it had go. */
  async function place(stored: StoredObject, filePath: string, owner: Owner, by: Owner): Promise<void> {
    const entry: FileEntry = { ...stored, ...owner, path: filePath, at: clock.now() };
    try {
      const former = await index.change((table) => {
        const existing = table.get(filePath);
        if (existing) requireOwner(existing, by);
        table.put(filePath, entry);
        return existing;
      });
      if (former) await objects.remove(former.object);
    } catch (error) {
      await objects.remove(stored.object);
      throw error;
    }
  }

  async function drop({ path: filePath, object }: FileEntry): Promise<void> {
    await index.change((table) => {
      if (table.get(filePath)?.object === object) table.remove(filePath);
    });
    await objects.remove(object);
  }

  return {
    prepareUpload(wanted, caller) {
      const filePath = checkPath(wanted);
      const owner = ownerOf(caller);
      const existing = index.get(filePath);
      if (existing) requireOwner(existing, owner);
      const authorization = tickets.forUpload({ path: filePath, ...owner });
      return { url: urlOf(filePath), authorization, fileId: fileIdOf(filePath) };
    },
    async save(ticket, content) {
      const { path: filePath, ...holder } = tickets.readUpload(ticket);
      const owner = ownerIn(holder);
      await place(await objects.write(content), filePath, owner, owner);
    },
    link(fileId, seconds, caller) {
      const { path: filePath } = find(fileId, ownerOf(caller));
      return `${urlOf(filePath)}?sign=${tickets.forDownload(filePath, seconds)}`;
    },
    open(ticket) {
      const { path: filePath } = tickets.readDownload(ticket);
      const entry = index.get(filePath);
      if (!entry) throw new CloudError('NoSuchKey', `There is no file ${filePath}.`);
      return { entry, read: (range) => objects.read(entry.object, range) };
    },
    mayRead(filePath, owner) {
      const entry = lookUp(fileIdOf(filePath));
      return entry !== undefined && belongsTo(entry, owner);
    },
    remove: async (fileId, caller) => drop(find(fileId, ownerOf(caller))),
    async copy(from, to, { overwrite, move }, caller) {
      const owner = ownerOf(caller);
      const original = find(fileIdOf(checkPath(from)), owner);
      const target = checkPath(to);
      if (!overwrite && index.get(target)) throw new CloudError('STORAGE_FILE_EXIST', `There is a file ${target}.`);
      await place(await objects.copy(original), target, ownerIn(original), owner);
      if (move) await drop(original);
      return fileIdOf(target);
    },
    list: () => index.values(),
    close: () => index.close(),
  };
}

function ownerOf(caller: Caller): Owner {
  return caller.kind === 'client' ? { openid: caller.openid, appid: caller.appid } : {};
}

function ownerIn({ openid, appid }: Owner): Owner {
  return openid === undefined || appid === undefined ? {} : { openid, appid };
}

/** Functions and admins, who are nobody's openid, may do everything. */
function belongsTo(entry: FileEntry, { openid, appid }: Owner): boolean {
  return openid === undefined || (entry.openid === openid && entry.appid === appid);
}

function requireOwner(entry: FileEntry, owner: Owner): void {
  if (belongsTo(entry, owner)) return;
  throw new CloudError('STORAGE_EXCEED_AUTHORITY', `The file ${entry.path} belongs to somebody else.`);
}
