import { post } from './people';

type Answer = { code?: string; data?: { list: string[] } };
type Stored = { _id: string; n: { $numberInt: string } };

const LANES = 4;
const PAGE = 1000;

/** Writes through `/admin` and remembers what was acknowledged: documents made, counted up and removed. */
export class Writer {
  private readonly kept = new Map<string, number>();
  private readonly removed = new Set<string>();
  private acknowledged = 0;
  private made = 0;

  constructor(private readonly url: string) {}

  /** Writes until so many writes are acknowledged, then ends the cloud, in the midst of other writes. */
  async writeUntil(count: number, end: () => Promise<void>): Promise<void> {
    const goal = this.acknowledged + count;
    let ended: Promise<void> | undefined;
    const lane = async (): Promise<void> => {
      while (await this.writeOne()) if (this.acknowledged >= goal) ended ??= end();
    };
    await Promise.all(Array.from({ length: LANES }, lane));
    await ended;
  }

  /** The ids of all documents that are not as they were acknowledged. */
  async lost(): Promise<string[]> {
    const stored = new Map<string, number>();
    for await (const { _id, n } of this.stored()) stored.set(_id, Number(n.$numberInt));
    const missing = [...this.kept].filter(([id, n]) => (stored.get(id) ?? -1) < n).map(([id]) => id);
    return [...missing, ...[...this.removed].filter((id) => stored.has(id))];
  }

  /** Makes a document, counts it up, and removes every third one; false when the cloud is gone. */
  private async writeOne(): Promise<boolean> {
    const _id = `document-${(this.made += 1)}`;
    const query = JSON.stringify({ _id });
    const increase = JSON.stringify({ $inc: { n: 1 } });
    if (!(await this.write('insertDocument', { data: [JSON.stringify({ _id, n: 0 })] }))) return false;
    this.kept.set(_id, 0);
    if (!(await this.write('modifyDocument', { query, data: increase, merge: true }))) return false;
    this.kept.set(_id, 1);
    if (this.made % 3 > 0) return true;
    this.kept.delete(_id);
    if (!(await this.write('removeDocument', { query }))) return false;
    this.removed.add(_id);
    return true;
  }

  private async write(action: string, body: object): Promise<boolean> {
    const answer = await this.ask(action, body).catch(goneOrThrow);
    if (answer?.code !== undefined) throw new Error(JSON.stringify(answer));
    if (answer) this.acknowledged += 1;
    return answer !== undefined;
  }

  private async *stored(): AsyncGenerator<Stored> {
    for (let offset = 0; ; offset += PAGE) {
      const { data } = await this.ask('getDocument', { limit: PAGE, offset });
      for (const text of data?.list ?? []) yield JSON.parse(text) as Stored;
      if ((data?.list.length ?? 0) < PAGE) return;
    }
  }

  private async ask(action: string, body: object): Promise<Answer> {
    return (await post(`${this.url}/admin`, {
      action: `database.${action}`,
      collectionName: 'log',
      ...body,
    })) as Answer;
  }
}

/** `fetch` fails with a TypeError, and JSON that was cut off with a SyntaxError, when the cloud is killed. */
function goneOrThrow(error: unknown): undefined {
  if (['TypeError', 'SyntaxError'].includes((error as Error).name)) return undefined;
  throw error;
}
