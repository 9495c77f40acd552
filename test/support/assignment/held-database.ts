import { AsyncLocalStorage } from 'node:async_hooks';
import { mkdtempSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import tcb from '@cloudbase/node-sdk';
import type { ConversationDocument } from '../../../cloudfunctions/common/protocol/documents';
import { createCollections } from '../../../scripts/emulator/cloud-parts';
import type { Actions, Document, Plain } from '../../../scripts/emulator/contract';
import { databaseActions } from '../../../scripts/emulator/database/actions';
import { openDatabase, type Database } from '../../../scripts/emulator/database/engine';
import type { IndexDefinitions } from '../../../scripts/emulator/database/indexes';
import { answerAction } from '../../../scripts/emulator/gateway/wire';
import { parseRules } from '../../../scripts/emulator/rules/rules-file';

/** One request to the database on its way: executed when somebody asks for it, answered when somebody gives an answer. */
export type HeldRequest = { execute(): Promise<Plain>; answer(result: Plain): void; fail(): void };

/** Who makes requests now: each waits with its maker until it is carried out. */
export const maker = new AsyncLocalStorage<HeldRequest[]>();

/** Lets a request wait with whoever makes requests now until it is carried out; with nobody, it is carried out at once. */
export function held(execute: () => Promise<Plain>): Promise<Plain> {
  const requests = maker.getStore();
  if (!requests) return execute();
  return new Promise((resolve, reject) => {
    requests.push({
      execute,
      answer: (result) => ('code' in result ? reject(failureOf(result)) : resolve(result)),
      fail: () => reject(new Error('The connection was lost.')),
    });
  });
}

/** Functions and the rules that bind nobody here: only functions ask. */
const guard = {
  filter: (...[, , , filter]: [unknown, unknown, unknown, Plain]) => filter,
  create: (...[, , document]: [unknown, unknown, Plain]) => document,
};

/** Documents by collection. */
export type Contents = Record<string, Document[]>;

/** The database of the local cloud within this process, its folder in memory where there is one. */
export class HeldDatabase {
  readonly #folder = mkdtempSync(path.join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'kefu-'));
  readonly #database: Database;
  readonly #actions: Actions;

  private constructor() {
    const clock = { now: () => Date.now() };
    const indexes = JSON.parse(readFileSync('database-indexes.json', 'utf8')) as IndexDefinitions;
    this.#database = openDatabase({ folder: this.#folder, clock, indexes });
    this.#actions = databaseActions({ database: this.#database, clock, guard });
  }

  /** Opens an empty one, and lets the official SDK of this process ask it instead of a server. */
  static async open(): Promise<HeldDatabase> {
    const held = new HeldDatabase();
    await createCollections(held.#database, parseRules(readFileSync('database-rules.json', 'utf8')));
    const Db = tcb.init({ env: 'local' }).database().constructor as unknown as { reqClass: unknown };
    Db.reqClass = held.#requester();
    return held;
  }

  all<T>(collection: string, filter: Plain = {}): T[] {
    return this.#database.find(collection, { filter }).documents as unknown as T[];
  }

  /** Conversations with customers: the notes about them are streams too, but nobody's to serve. */
  conversations(filter: Plain = {}): ConversationDocument[] {
    return this.all<ConversationDocument>('conversations', filter).filter(({ status }) => status !== 'staff');
  }

  /** Everything there is, by collection. */
  contents(): Contents {
    return Object.fromEntries(this.#database.collections().map((name) => [name, this.all<Document>(name)]));
  }

  /** Puts everything back as it was. */
  async restore(contents: Contents): Promise<void> {
    await this.empty();
    for (const [name, documents] of Object.entries(contents)) if (documents.length > 0) await this.put(name, documents);
  }

  async put(collection: string, documents: object[]): Promise<void> {
    await this.#database.insert(collection, documents as Document[]);
  }

  async empty(): Promise<void> {
    for (const name of this.#database.collections())
      if (this.#database.count(name, {}) > 0) await this.#database.remove(name, {}, { multi: true });
  }

  async close(): Promise<void> {
    await this.#database.close();
    rmSync(this.#folder, { recursive: true });
  }

  /** What the SDK sends requests with: as on the wire, what is sent and what is answered is JSON. */
  #requester() {
    const execute = async (action: string, data: object): Promise<Plain> => {
      const body = JSON.parse(JSON.stringify({ ...data, action })) as Plain;
      const answer = await answerAction(
        this.#actions,
        async () => body,
        () => ({ kind: 'admin' }),
      );
      return JSON.parse(JSON.stringify(answer)) as Plain;
    };
    return class {
      send = (action: string, data: object): Promise<Plain> => held(() => execute(action, data));
    };
  }
}

const failureOf = ({ code, message }: Plain) => Object.assign(new Error(String(message)), { code });
