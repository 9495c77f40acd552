import { agents, command, feed, serverDate } from '../cloud/db';
import type { AgentDocument, ConversationDocument, FeedDocument, Notice } from '../protocol/documents';
import { alertStaff } from './alert';

/** Said again about the same thing, at the same `at`, a notice has the same id. */
const noticeDocument = (conversationId: string, notice: Notice, to: string): FeedDocument => ({
  _id: `notice:${conversationId}:${notice.kind}:${notice.at}:${to}`,
  to,
  at: serverDate(),
  conversationId,
  type: 'notice',
  notice,
});

/** Tells those notices that are not told yet. */
async function tellOnce(documents: FeedDocument[]): Promise<void> {
  if (documents.length === 0 || (await feed.add(documents))) return;
  const told = await feed.find({ _id: command.in(documents.map(({ _id }) => _id)) }, { limit: documents.length });
  const toldIds = new Set(told.map(({ _id }) => _id));
  for (const document of documents) if (!toldIds.has(document._id)) await feed.add([document]);
}

/** On duty, and without the app on the screen. */
const isOut = ({ presence, leaseUntil }: AgentDocument, now: number): boolean =>
  presence !== 'offline' && leaseUntil <= now;

/**
 * Notifies members of the staff of something about a conversation: on their phones while the app is open, by an alert if they are on
 * duty elsewhere. What has the same kind and time is told once, however often and by however many it is done.
 */
export async function notify(
  conversation: ConversationDocument,
  notice: Notice,
  members: readonly AgentDocument[],
  now: number,
): Promise<void> {
  const there = members.filter(({ deactivatedAt }) => deactivatedAt === undefined);
  await tellOnce(there.map(({ to }) => noticeDocument(conversation._id, notice, to)));
  const out = there.filter((member) => isOut(member, now));
  const occasions = out.map(({ to }) => ({ to, whom: `${to}:${notice.kind}`, id: notice.at }));
  await alertStaff(conversation, occasions, now);
}

/** Those who look after the team. */
export const leads = (): Promise<AgentDocument[]> => agents.find({ role: 'lead' });
