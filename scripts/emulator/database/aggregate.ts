import { Aggregator } from 'mingo/aggregator';
import type { Document, Plain } from '../contract';
import type { Selection } from './find';
import { mongoOptions } from './mongo-operators';
import { refusing } from './query';

type Read = (collection: string, selection: Selection) => Document[];

/** Runs an aggregation; a `$match` at its head is answered by the indexes. */
export function runPipeline(pipeline: Plain[], collection: string, read: Read): Plain[] {
  const [first, ...rest] = pipeline;
  const filter = first?.['$match'] as Plain | undefined;
  const source = read(collection, { filter: filter ?? {} });
  const collectionResolver = (name: string) => read(name, { filter: {} });
  return refusing(() => new Aggregator(filter ? rest : pipeline, { ...mongoOptions, collectionResolver }).run(source));
}
