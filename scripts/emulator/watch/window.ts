import { isDeepStrictEqual } from 'node:util';
import type { Change, Document, Plain } from '../contract';
import { sortKey } from '../database/index-keys';
import type { Transition } from './wire-events';

export type WindowQuery = { collection: string; filter: Plain; sort?: Record<string, 1 | -1>; limit?: number };

/** What a window needs of the database. */
export type Find = (
  collection: string,
  query: { filter: Plain; sort?: Record<string, 1 | -1>; limit?: number },
) => { documents: Document[] };

export type Matches = (document: Document) => boolean;

/** The documents a watch shows now. It follows changes by itself; the database is asked only for what lay behind a limit. */
export class Window {
  private documents = new Map<string, Document>();
  /** Nothing lies behind the limit: all documents that match are here. */
  private isComplete = true;
  private readonly keys = new WeakMap<Document, Buffer>();

  constructor(
    private readonly query: WindowQuery,
    private readonly find: Find,
    private readonly matches: Matches,
  ) {}

  get size(): number {
    return this.documents.size;
  }

  /** Loads the result in query order, at most `most` documents. */
  load(most: number): Transition[] {
    this.documents = this.fetch(most);
    return [...this.documents.values()].map((document) => ({ dataType: 'init', queueType: 'init', document }));
  }

  /** What one atomic change of the database does to the result. */
  apply(changes: Change[]): Transition[] {
    const { limit } = this.query;
    if (limit === undefined) return changes.flatMap((change) => this.follow(change));
    const before = this.documents;
    this.documents = this.advance(changes, limit) ?? this.fetch(limit);
    return this.transitions(before, changes);
  }

  private follow(change: Change): Transition[] {
    const held = this.documents.get(change.id);
    const now = change.after && this.matches(change.after) ? change.after : undefined;
    if (now) this.documents.set(change.id, now);
    else this.documents.delete(change.id);
    return transition(held, now, change);
  }

  /** The result after the changes, or undefined when that depends on documents behind the limit or on how ties fall. */
  private advance(changes: Change[], limit: number): Map<string, Document> | undefined {
    const boundary = this.isComplete ? undefined : this.lastKey();
    const next = new Map(this.documents);
    for (const { id, after } of changes) {
      next.delete(id);
      if (!after || !this.matches(after)) continue;
      const place = boundary === undefined ? -1 : Buffer.compare(this.keyOf(after), boundary);
      if (place === 0) return undefined;
      if (place < 0) next.set(id, after);
    }
    if (boundary !== undefined && next.size < limit) return undefined;
    return this.cut(next, limit);
  }

  private cut(documents: Map<string, Document>, limit: number): Map<string, Document> | undefined {
    if (documents.size <= limit) return documents;
    const sorted = [...documents.values()].sort((a, b) => Buffer.compare(this.keyOf(a), this.keyOf(b)));
    const [last, next] = sorted.slice(limit - 1);
    if (last && next && this.keyOf(last).equals(this.keyOf(next))) return undefined;
    this.isComplete = false;
    return byId(sorted.slice(0, limit));
  }

  private transitions(before: Map<string, Document>, changes: Change[]): Transition[] {
    const changed = new Map(changes.map((change) => [change.id, change]));
    const ids = new Set([...before.keys(), ...this.documents.keys()]);
    return [...ids].flatMap((id) => {
      const held = before.get(id);
      const now = this.documents.get(id);
      const change = changed.get(id);
      const own = change && (now ?? !(change.after && this.matches(change.after)));
      return transition(held, now, own ? change : undefined);
    });
  }

  private fetch(limit: number): Map<string, Document> {
    const { collection, filter, sort } = this.query;
    const { documents } = this.find(collection, { filter, ...(sort && { sort }), limit });
    this.isComplete = documents.length < limit;
    return byId(documents);
  }

  private lastKey(): Buffer {
    const keys = [...this.documents.values()].map((document) => this.keyOf(document));
    return keys.reduce((last, key) => (Buffer.compare(key, last) > 0 ? key : last));
  }

  private keyOf(document: Document): Buffer {
    const key = this.keys.get(document) ?? sortKey(this.query.sort ?? {}, document);
    this.keys.set(document, key);
    return key;
  }
}

function byId(documents: Document[]): Map<string, Document> {
  return new Map(documents.map((document) => [document._id, document]));
}

function transition(held: Document | undefined, now: Document | undefined, change: Change | undefined): Transition[] {
  if (!held && !now) return [];
  if (held && now)
    return isDeepStrictEqual(held, now) ? [] : [{ ...changed(change), queueType: 'update', document: now }];
  if (now) return [{ ...entered(change), queueType: 'enqueue', document: now }];
  if (held) return [{ ...left(change), queueType: 'dequeue', document: change?.after ?? held }];
  return [];
}

function changed(change: Change | undefined): Pick<Transition, 'dataType' | 'change'> {
  if (!change) return { dataType: 'update' };
  return { dataType: change.updatedFields ? 'update' : 'replace', change };
}

function entered(change: Change | undefined): Pick<Transition, 'dataType' | 'change'> {
  if (!change) return { dataType: 'limit' };
  return change.before ? changed(change) : { dataType: 'add', change };
}

function left(change: Change | undefined): Pick<Transition, 'dataType' | 'change'> {
  if (!change) return { dataType: 'limit' };
  return change.after ? changed(change) : { dataType: 'remove', change };
}
