import { isDeepStrictEqual } from 'node:util';
import type { Change, Document, Plain } from '../contract';
import type { Transition } from './wire-events';

export type WindowQuery = { collection: string; filter: Plain; sort?: Record<string, 1 | -1>; limit?: number };

/** What a window needs of the database. */
export type Find = (
  collection: string,
  query: { filter: Plain; sort?: Record<string, 1 | -1>; limit?: number },
) => { documents: Document[] };

export type Matches = (document: Document) => boolean;

/** The documents a watch shows now. It follows changes without asking the database, unless a limit is reached. */
export class Window {
  private documents = new Map<string, Document>();

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
    if (this.query.limit === undefined) return changes.flatMap((change) => this.follow(change));
    const before = new Map(this.documents);
    const transitions = changes.flatMap((change) => this.follow(change));
    const reached = before.size >= this.query.limit || this.documents.size > this.query.limit;
    return transitions.length > 0 && reached ? this.refill(before, changes, this.query.limit) : transitions;
  }

  private follow(change: Change): Transition[] {
    const held = this.documents.get(change.id);
    const now = change.after && this.matches(change.after) ? change.after : undefined;
    if (now) this.documents.set(change.id, now);
    else this.documents.delete(change.id);
    return transition(held, now, change);
  }

  private refill(before: Map<string, Document>, changes: Change[], limit: number): Transition[] {
    this.documents = this.fetch(limit);
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
    return new Map(documents.map((document) => [document._id, document]));
  }
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
