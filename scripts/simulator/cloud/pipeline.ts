import { notLocal } from './errors';
import { encodeQuery } from './query-command';
import { encodeValue } from './values';

/** One stage of an aggregation, encoded for the wire. */
export type Stage = [name: string, content: unknown];

/** An aggregation being put together; each step gives a new one. */
export class Pipeline {
  constructor(protected readonly stages: Stage[] = []) {}

  match(query: unknown): this {
    return this.with(['$match', encodeQuery(query)]);
  }

  lookup(options: Record<string, unknown>): this {
    return this.stage('$lookup', options);
  }

  addFields = (fields: unknown): this => this.stage('$addFields', fields);
  bucket = (options: unknown): this => this.stage('$bucket', options);
  bucketAuto = (options: unknown): this => this.stage('$bucketAuto', options);
  count = (field: unknown): this => this.stage('$count', field);
  group = (fields: unknown): this => this.stage('$group', fields);
  limit = (count: unknown): this => this.stage('$limit', count);
  project = (fields: unknown): this => this.stage('$project', fields);
  replaceRoot = (options: unknown): this => this.stage('$replaceRoot', options);
  sample = (options: unknown): this => this.stage('$sample', options);
  skip = (count: unknown): this => this.stage('$skip', count);
  sort = (order: unknown): this => this.stage('$sort', order);
  sortByCount = (expression: unknown): this => this.stage('$sortByCount', expression);
  unwind = (path: unknown): this => this.stage('$unwind', path);

  geoNear(): never {
    throw notLocal('geoNear');
  }

  /** The stages, for `pipeline` of a lookup. */
  done(): unknown[] {
    return this.stages.map(([name, content]) => ({ [name]: content }));
  }

  private stage(name: string, content: unknown): this {
    return this.with([name, encodeValue(content)]);
  }

  protected with(stage: Stage): this {
    return this.again([...this.stages, stage]) as this;
  }

  protected again(stages: Stage[]): Pipeline {
    return new Pipeline(stages);
  }
}
