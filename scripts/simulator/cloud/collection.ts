import { Aggregate } from './aggregate';
import { WxCloudError } from './errors';
import { encodeQuery } from './query-command';
import type { Realtime } from './realtime/realtime';
import type { WatchHandlers, Watcher } from './realtime/watcher';
import { settle, type Callbacks } from './settle';
import { encodeUpdate } from './update-command';
import { decodeValue, encodeValue } from './values';
import type { Web } from './web';

type Plain = Record<string, unknown>;
type Direction = 'asc' | 'desc';
type Place = { web: Web; realtime: Realtime; name: string };
type Selection = {
  query?: Plain;
  order?: { field: string; direction: Direction }[];
  offset?: number;
  limit?: number;
  projection?: Plain;
};
type Answer<T> = Promise<T & { errMsg: string }> | undefined;
type Options<T> = Callbacks<T & { errMsg: string }>;

/** A query being put together; each step gives a new one. */
export class Query {
  constructor(
    protected readonly place: Place,
    protected readonly selection: Selection = {},
  ) {}

  where(query: unknown): Query {
    return this.with({ query: encodeQuery(query) });
  }

  orderBy(field: string, direction: Direction): Query {
    return this.with({ order: [...(this.selection.order ?? []), { field, direction }] });
  }

  limit(limit: number): Query {
    return this.with({ limit });
  }

  skip(offset: number): Query {
    return this.with({ offset });
  }

  field(projection: Plain): Query {
    return this.with({ projection });
  }

  get(options?: Options<{ data: Plain[] }>): Answer<{ data: Plain[] }> {
    return settle('collection.get', options, async () => {
      const { data } = await this.call('database.queryDocument', this.selection);
      return { data: decodeValue(data['list']) as Plain[], errMsg: 'collection.get:ok' };
    });
  }

  count(options?: Options<{ total: number }>): Answer<{ total: number }> {
    return settle('collection.count', options, async () => {
      const { data } = await this.call('database.countDocument', this.selection);
      return { total: Number(data['total']), errMsg: 'collection.count:ok' };
    });
  }

  update(options: { data: Plain } & Options<{ stats: { updated: number } }>): Answer<{ stats: { updated: number } }> {
    return settle('collection.update', options, async () => {
      const { data } = await this.call('database.updateDocument', {
        ...this.selection,
        data: encodeUpdate(options.data),
        multi: true,
        merge: true,
        upsert: false,
      });
      return { stats: { updated: Number(data['updated']) }, errMsg: 'collection.update:ok' };
    });
  }

  remove(options?: Options<{ stats: { removed: number } }>): Answer<{ stats: { removed: number } }> {
    return settle('collection.remove', options, async () => {
      const { data } = await this.call('database.deleteDocument', { ...this.selection, multi: true });
      return { stats: { removed: Number(data['deleted']) }, errMsg: 'collection.remove:ok' };
    });
  }

  watch(handlers: WatchHandlers): Watcher {
    const { query = {}, order = [], limit } = this.selection;
    const orderBy = Object.fromEntries(order.map(({ field, direction }) => [field, direction]));
    const target = { collName: this.place.name, query: JSON.stringify(query), orderBy };
    return this.place.realtime.watch(limit === undefined ? target : { ...target, limit }, handlers);
  }

  protected async call(action: string, parameters: Plain): Promise<{ data: Plain }> {
    const { web, name } = this.place;
    const reply = await web.call(action, { collectionName: name, queryType: 'WHERE', ...parameters });
    return { data: (reply['data'] ?? {}) as Plain };
  }

  private with(change: Selection): Query {
    return new Query(this.place, { ...this.selection, ...change });
  }
}

/** A collection, and the query for all of it. */
export class CollectionReference extends Query {
  aggregate(): Aggregate {
    return new Aggregate(this.place.web, this.place.name);
  }

  doc(id: string): DocumentReference {
    return new DocumentReference(this.place, id);
  }

  add(options: { data: Plain } & Options<{ _id: string }>): Answer<{ _id: string }> {
    return settle('collection.add', options, async () => {
      const { data } = await this.call('database.addDocument', { data: encodeValue(options.data) });
      return { _id: String(data['_id']), errMsg: 'collection.add:ok' };
    });
  }
}

/** One document of a collection, by its id. */
export class DocumentReference {
  private readonly query: Query;

  constructor(
    private readonly place: Place,
    private readonly id: string,
  ) {
    this.query = new Query(place, { query: { _id: id } });
  }

  get(options?: Options<{ data: Plain }>): Answer<{ data: Plain }> {
    return settle('document.get', options, async () => {
      const { data } = await this.call('database.queryDocument', { multi: false });
      const [found] = decodeValue(data['list']) as Plain[];
      if (!found) throw new WxCloudError(-1, `document.get:fail document with _id ${this.id} does not exist`);
      return { data: found, errMsg: 'document.get:ok' };
    });
  }

  update(options: { data: Plain } & Options<{ stats: { updated: number } }>): Answer<{ stats: { updated: number } }> {
    return settle('document.update', options, async () => {
      const { data } = await this.call('database.updateDocument', {
        data: encodeUpdate(options.data),
        multi: false,
        merge: true,
        upsert: false,
      });
      return { stats: { updated: Number(data['updated']) }, errMsg: 'document.update:ok' };
    });
  }

  set(options: { data: Plain } & Options<{ _id: string }>): Answer<{ _id: string; stats: Plain }> {
    return settle('document.set', options, async () => {
      const { data } = await this.call('database.updateDocument', {
        data: encodeValue(options.data),
        multi: false,
        merge: false,
        upsert: true,
      });
      const created = data['upsert_id'] ? 1 : 0;
      return { _id: this.id, stats: { updated: Number(data['updated']), created }, errMsg: 'document.set:ok' };
    });
  }

  remove(options?: Options<{ stats: { removed: number } }>): Answer<{ stats: { removed: number } }> {
    return settle('document.remove', options, async () => {
      const { data } = await this.call('database.deleteDocument', { multi: false });
      return { stats: { removed: Number(data['deleted']) }, errMsg: 'document.remove:ok' };
    });
  }

  watch(handlers: WatchHandlers): Watcher {
    return this.query.watch(handlers);
  }

  private async call(action: string, parameters: Plain): Promise<{ data: Plain }> {
    const { web, name } = this.place;
    const target = { collectionName: name, queryType: 'DOC', query: { _id: this.id } };
    const reply = await web.call(action, { ...target, ...parameters });
    return { data: (reply['data'] ?? {}) as Plain };
  }
}
