import type { ConversationDocument, FeedDocument } from '../../cloudfunctions/common/protocol/documents';
import type { TestCloud } from './cloud';
import { person, records, type Person } from './people';

/** How long functions may go by the rules they know. */
const FRESH_MS = 61_000;

/** Somebody who has opened the chat, and what they were answered. */
export type Arrived = { customer: Person; openid: string; conversationId: string; opened: Record<string, unknown> };

/** What tests of assignment do on a cloud. */
export function assigning(cloud: TestCloud) {
  const conversation = (id: string): Promise<ConversationDocument> => records(cloud.url).conversation(id);

  return {
    conversation,
    /** Saves rules as an admin does, and waits until every instance goes by them. */
    async setRules(rules: object): Promise<void> {
      const admin = await person(cloud.url, 'admin-1');
      const saved = await admin.ask('team', 'saveRules', { rules });
      if (saved['isSaved'] !== true) throw new Error(JSON.stringify(saved['problems']));
      await cloud.moveClock(FRESH_MS);
    },
    async arrive(openid: string, params: object = {}): Promise<Arrived> {
      const customer = await person(cloud.url, openid);
      const opened = await customer.ask('conversation', 'open', params);
      return { customer, openid, conversationId: String(opened['conversationId']), opened };
    },
    leave: ({ customer, conversationId }: Arrived) => customer.ask('conversation', 'close', { conversationId }),
    agentOf: async ({ conversationId }: Arrived) => (await conversation(conversationId)).agentId,
    /** What somebody was told last of how things stand. */
    async lastState({ conversationId, openid }: Arrived): Promise<unknown> {
      const told = await records(cloud.url).feed(conversationId);
      const states = told.filter((one): one is FeedDocument & { type: 'state' } => one.type === 'state');
      return states.findLast(({ to }) => to === openid)?.state;
    },
    async sweep(): Promise<void> {
      await cloud.runTimer('sweep');
    },
  };
}
