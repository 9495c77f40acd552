import { Pipeline, type Stage } from './pipeline';
import { settle, type Callbacks } from './settle';
import { decodeValue } from './values';
import type { Web } from './web';

type Plain = Record<string, unknown>;
type Result = { list: Plain[]; errMsg: string };

/** An aggregation of one collection. */
export class Aggregate extends Pipeline {
  constructor(
    private readonly web: Web,
    private readonly collection: string,
    stages: Stage[] = [],
  ) {
    super(stages);
  }

  /** Runs it. */
  end(options?: Callbacks<Result>): Promise<Result> | undefined {
    return settle('collection.aggregate', options, async () => {
      const stages = this.stages.map(([stageKey, content]) => ({ stageKey, stageValue: JSON.stringify(content) }));
      const reply = await this.web.call('database.aggregate', { collectionName: this.collection, stages });
      const { list } = reply['data'] as { list: string };
      const documents = (JSON.parse(list) as string[]).map((text) => decodeValue(JSON.parse(text)) as Plain);
      return { list: documents, errMsg: 'collection.aggregate:ok' };
    });
  }

  protected override again(stages: Stage[]): Aggregate {
    return new Aggregate(this.web, this.collection, stages);
  }
}
