import type { CustomerDocument } from '../../../cloudfunctions/common/protocol/documents';
import type { Found } from '../../../cloudfunctions/common/protocol/search';
import { sealName } from '../../../cloudfunctions/common/steps/stream';
import { termsOf } from '../../../cloudfunctions/common/steps/customer';
import type { Customer, Talk } from '../../../scripts/corpus/chinese';
import { customerDocument } from '../../../scripts/corpus/records';
import { callAs } from '../assignment/functions';
import { HeldDatabase } from '../assignment/held-database';
import { anAgent } from '../documents';
import type { Asker, Question } from './plain-scan';
import { worldOf, type Spoken } from './spoken';

/** More answers than these are not compared. */
const MOST_COMPARED = 500;

/** Documents stored at once. */
const AT_ONCE = 500;

/** The functions of a cloud whose records are a corpus. */
export class SearchedCloud {
  readonly spoken: Spoken[] = [];
  /** The most documents one call has looked at. */
  mostExamined = 0;
  calls = 0;
  private readonly known = new Set<string>();

  private constructor(private readonly database: HeldDatabase) {}

  static async open(): Promise<SearchedCloud> {
    const cloud = new SearchedCloud(await HeldDatabase.open());
    const leads = Array.from({ length: 40 }, (_, n) => anAgent({ _id: `lead-${n + 1}`, role: 'lead', name: '主管' }));
    await cloud.database.put('agents', leads);
    return cloud;
  }

  close(): Promise<void> {
    return this.database.close();
  }

  /** Stores conversations of the corpus, until there are so many messages. */
  async fill(corpus: Generator<Talk>, messages: number): Promise<void> {
    while (this.spoken.length < messages) {
      const talks = Array.from({ length: 40 }, () => corpus.next().value as Talk);
      await this.put(
        'customers',
        talks.map(({ customer }) => known(customer)),
      );
      await this.put(
        'agents',
        talks.map(({ agent }) => anAgent({ _id: agent.id, name: agent.name })),
      );
      const worlds = talks.map(worldOf);
      await this.put(
        'conversations',
        worlds.flatMap(({ conversations }) => conversations),
      );
      await this.put(
        'messages',
        worlds.flatMap((world) => world.messages),
      );
      this.spoken.push(...worlds.flatMap(({ spoken }) => spoken));
    }
  }

  /** Customers and agents come again and again. */
  private async put(collection: string, documents: { _id: string }[]): Promise<void> {
    const fresh = new Map(documents.map((one) => [`${collection} ${one._id}`, one]));
    for (const key of fresh.keys()) if (this.known.has(key)) fresh.delete(key);
    const all = [...fresh.values()];
    for (let from = 0; from < all.length; from += AT_ONCE)
      await this.database.put(collection, all.slice(from, from + AT_ONCE));
    for (const key of fresh.keys()) this.known.add(key);
  }

  /** Ids of what is found, page by page, until it is all or enough; those that are not `counted` do not fill it. */
  async search(question: Question, { openid }: Asker, isCounted: (id: string) => boolean): Promise<string[]> {
    const found: string[] = [];
    let cursor: string | undefined;
    do {
      const event = { action: 'messages', ...question, limit: 50, cursor };
      const page = await this.ask<Found>(openid, 'search', event).catch(refusedOne);
      found.push(...page.hits.map(({ messageId }) => messageId));
      this.mostExamined = Math.max(this.mostExamined, page.examined);
      cursor = page.cursor;
    } while (cursor !== undefined && found.filter(isCounted).length < MOST_COMPARED);
    return found;
  }

  /** What a function answers, asked as often as it takes when it is only too busy. */
  async ask<T>(
    openid: string,
    name: 'search' | 'message' | 'conversation' | 'assignment',
    event: Record<string, unknown>,
  ): Promise<T> {
    this.calls += 1;
    const reply = await callAs({ openid, name, event });
    if (reply.ok) return reply.data as T;
    if (!reply.retryable)
      throw Object.assign(new Error(`${name}.${String(event['action'])}: ${reply.code} ${reply.message}`), reply);
    await new Promise((resolve) => setTimeout(resolve, 50));
    return this.ask(openid, name, event);
  }
}

/** Who names a conversation of others is refused: they find nothing. */
function refusedOne(error: unknown): Found {
  if ((error as { code?: string }).code !== 'FORBIDDEN') throw error;
  return { hits: [], reachedAt: 0, examined: 0, unverifiable: 0 };
}

export const compared = (ids: readonly string[]): string[] => ids.slice(0, MOST_COMPARED);

function known(customer: Customer): CustomerDocument {
  const { id, phone, remark } = customer;
  const made = {
    ...customerDocument(customer, 0),
    phone: sealName(id, phone),
    ...(remark !== undefined && { remark: sealName(id, remark) }),
  };
  return { ...made, terms: termsOf(made) };
}
