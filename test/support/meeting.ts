import type { Message } from '../../cloudfunctions/common/protocol/documents';
import { person, records, type Person } from './people';

/** A customer and an agent in one conversation. */
export type Meeting = { customer: Person; openid: string; agent: Person; conversationId: string };

let newcomers = 0;

/** A newcomer in an active conversation with the agent. */
export async function meet(url: string, agent: Person): Promise<Meeting> {
  await agent.ask('assignment', 'status', { status: 'online' });
  const openid = `newcomer-${++newcomers}`;
  const customer = await person(url, openid);
  const { conversationId, status } = await customer.ask('conversation', 'open');
  if (status !== 'active') throw new Error(`The conversation is ${String(status)}: the agent has no room.`);
  return { customer, openid, agent, conversationId: String(conversationId) };
}

/** What somebody sees of a message in the history. */
export async function seenBy(who: Person, conversationId: string, messageId: unknown): Promise<Message | undefined> {
  const { messages } = await who.ask('message', 'history', { conversationId, limit: 100 });
  return (messages as Message[]).find((message) => message.messageId === messageId);
}

/** What somebody's feed says of a message, the latest first. */
export async function toldTo(url: string, to: string, messageId: unknown): Promise<Message | undefined> {
  const found = (await records(url).find('feed', { _id: `${String(messageId)}:${to}` })) as { message?: Message }[];
  return found[0]?.message;
}

/** The seqs that are kept, and those each reader was told of: both without holes in a conversation that is whole. */
export async function seqsOf(url: string, conversationId: string) {
  const stored = records(url);
  const [messages, feed, { readers, lastSeq }] = await Promise.all([
    stored.messages(conversationId),
    stored.feed(conversationId),
    stored.conversation(conversationId),
  ]);
  const told = readers.map((to) =>
    feed.flatMap((one) => (one.type === 'message' && one.to === to ? [one.message.seq] : [])).sort((a, b) => a - b),
  );
  return { all: Array.from({ length: lastSeq }, (_, index) => index + 1), kept: messages.map(({ seq }) => seq), told };
}
