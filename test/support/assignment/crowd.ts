import tcb from '@cloudbase/node-sdk';
import type { ConversationDocument } from '../../../cloudfunctions/common/protocol/documents';
import type { ConversationSummary } from '../../../cloudfunctions/common/protocol/conversation';
import { person, records, type Person } from '../people';

/** Many agents, and very many customers who come at once. */
export class Crowd {
  #agents: Person[] = [];

  constructor(private readonly url: string) {}

  /** Agents who are there and have nobody yet. */
  async hire(count: number, capacity: number): Promise<void> {
    const ids = Array.from({ length: count }, (_, index) => `crowd-agent-${index}`);
    const nobody = { role: 'agent', skills: [], holding: [], presence: 'offline', leaseUntil: 0, lastAssignedAt: 0 };
    const app = tcb.init({ env: 'local', secretId: 'test', secretKey: 'test', serviceUrl: `${this.url}/admin` });
    await app
      .database()
      .collection('agents')
      .add(ids.map((id) => ({ _id: id, to: id, name: id, capacity, ...nobody })));
    this.#agents = await Promise.all(ids.map((id) => person(this.url, id)));
    await Promise.all(this.#agents.map((agent) => agent.ask('assignment', 'status', { status: 'online' })));
  }

  /** Customers who come all at once: what each was told. */
  async arrive(from: number, until: number): Promise<string[]> {
    const customers = Array.from({ length: until - from }, (_, index) => `crowd-${from + index}`);
    return Promise.all(
      customers.map(async (openid) => {
        const customer = await person(this.url, openid);
        return String((await customer.ask('conversation', 'open'))['status']);
      }),
    );
  }

  /** Every agent serves whoever they have, one after the other, until nobody is left anywhere. */
  async serveEverybody(): Promise<void> {
    await Promise.all(this.#agents.map((agent) => this.#serve(agent)));
  }

  async #serve(agent: Person): Promise<void> {
    for (;;) {
      const { conversations } = (await agent.ask('conversation', 'list', { status: 'open', limit: 50 })) as {
        conversations: ConversationSummary[];
      };
      for (const { conversationId } of conversations) await agent.ask('conversation', 'close', { conversationId });
      if (conversations.length === 0 && (await this.waiting()) === 0) return;
    }
  }

  async waiting(): Promise<number> {
    return (await records(this.url).find('conversations', { status: 'queued' })).length;
  }

  /** What is stored of the customers who came. */
  async conversations(): Promise<ConversationDocument[]> {
    return (await records(this.url).find('conversations', {})) as ConversationDocument[];
  }

  /** Makes a mark among the changes of the agents that tells that all others are past. */
  async endWith(name: string): Promise<void> {
    await records(this.url).change('agents', { _id: 'crowd-agent-0' }, { name });
  }
}
