import { Aggregator } from 'mingo/aggregator';
import type { Plain } from '../contract';
import type { Read } from './aggregate-stages';
import { pipelineOptions } from './mongo-operators';
import { refusing } from './query';

/** Runs an aggregation; a `$match` at its head is answered by the indexes. */
export function runPipeline(pipeline: Plain[], collection: string, read: Read): Plain[] {
  const [first, ...rest] = pipeline;
  const filter = first?.['$match'] as Plain | undefined;
  const source = read(collection, { filter: filter ?? {} });
  return refusing(() => new Aggregator(filter ? rest : pipeline, pipelineOptions(read)).run(source));
}
