import { agents, command, conversations, feed } from '../common/cloud/db';
import { lastWordOfAgent, nextCheck } from '../common/domain/checks';
import type { AgentDocument, ConversationDocument } from '../common/protocol/documents';
import { FEED_KEPT_MS, LEASE_MS } from '../common/protocol/limits';
import { assign, presentAgents } from '../common/steps/assign';
import { settle } from '../common/steps/deliver';

/** Conversations one run looks at; the rest are first in the next. */
const MOST_LOOKED_AT = 20;

/** Looks after what nobody else came back to: uncopied messages, waiting customers, places held for nothing, an outlived feed. */
export async function sweep(now: number): Promise<{ lookedAt: number }> {
  const due = await conversations.find(
    { checkAt: command.lte(now) },
    { sort: ['checkAt', 'asc'], limit: MOST_LOOKED_AT },
  );
  const present = due.some(({ status }) => status === 'queued') ? await presentAgents(now) : [];
  for (const conversation of due) await lookAfter(conversation, present, now);
  if (isFullHour(now)) await feed.removeAll({ at: command.lt(new Date(now - FEED_KEPT_MS)) });
  return { lookedAt: due.length };
}

const isFullHour = (now: number) => Math.floor(now / 60_000) % 60 === 0;

async function lookAfter(
  conversation: ConversationDocument,
  present: readonly AgentDocument[],
  now: number,
): Promise<void> {
  if (conversation.keptSeq < conversation.lastSeq) await settle(conversation);
  if (conversation.status === 'queued') await assign(conversation, present, now);
  else await releaseOthers(conversation);
  await renewLease(conversation);
  await conversations.changeAll(
    { _id: conversation._id, lastSeq: conversation.lastSeq, status: conversation.status },
    { checkAt: nextCheck(conversation.status, now) },
  );
}

/** Nobody but the owner of an open conversation holds a place for it. */
async function releaseOthers({ _id, status, agentId }: ConversationDocument): Promise<void> {
  const owner = status === 'closed' ? undefined : agentId;
  const others = owner === undefined ? { holding: _id } : { holding: _id, _id: command.neq(owner) };
  await agents.changeAll(others, { holding: command.pull(_id) });
}

/** Writing is a sign of life too; sending itself does not touch the agent's document. */
async function renewLease(conversation: ConversationDocument): Promise<void> {
  const last = lastWordOfAgent(conversation);
  if (last) await agents.changeAll({ to: last.by }, { leaseUntil: command.max(last.sentAt + LEASE_MS) });
}
