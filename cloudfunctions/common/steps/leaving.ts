import { agents, command, conversations, feed, invites } from '../cloud/db';
import { logFailure } from '../cloud/log';
import { OPEN_STATUSES } from '../domain/sides';
import type { AgentDocument } from '../protocol/documents';
import { FUNCTION_LIMIT_MS } from '../protocol/limits';
import { returnOffersTo } from './offer';
import { requeue } from './owner';

/** Conversations that somebody stops reading at once, and how many times. What is left is left to the sweep. */
const AT_ONCE = 500;
const MOST_TIMES = 6;

/** Conversations that are given to others at once, and how long others are begun with. */
const GIVEN_AT_ONCE = 5;
const BUDGET_MS = 1_000;

const openWith = ({ to }: AgentDocument) => ({ readers: to, status: command.in(OPEN_STATUSES) });

/** Has the sweep come by soon for somebody who is about to leave, in case the rest is cut off. */
export async function announceLeaving(agent: AgentDocument, now: number): Promise<void> {
  await conversations.changeAll(openWith(agent), { checkAt: command.min(now + FUNCTION_LIMIT_MS) });
}

/** Gives everything somebody has to others, also what they have put on hold. Whether nothing is left. */
export async function giveUpAll(agent: AgentDocument, now: number): Promise<boolean> {
  const own = { readers: agent.to, status: command.in(['active', 'onhold']) };
  for (const startedAt = Date.now(); Date.now() - startedAt < BUDGET_MS;) {
    const found = (await conversations.find(own)).filter(({ agentId }) => agentId === agent._id);
    if (found.length === 0) return true;
    const next = found.slice(0, GIVEN_AT_ONCE);
    await Promise.all(next.map((conversation) => requeue(conversation, { reason: 'deactivated', now })));
  }
  return false;
}

/**
 * After somebody's access has ended: what they have goes to others, what was offered to them goes back, they read along nowhere any
 * more, and their feed and the invitations they have made are gone. Done again, it goes on.
 */
export async function takeLeave(agent: AgentDocument, now: number): Promise<void> {
  await returnOffersTo(agent, now);
  const isFree = await giveUpAll(agent, now);
  await invites.removeAll({ by: agent._id, usedBy: command.exists(false) });
  const isUnread = await stopReading(agent.to);
  await feed.removeAll({ to: agent.to });
  if (isFree && isUnread) await agents.changeAll(leavers({ _id: agent._id }), { isLeaving: command.remove() });
}

/** Takes an address out of everything it reads, the latest first; whether nothing is left. */
async function stopReading(to: string): Promise<boolean> {
  for (let time = 0; time < MOST_TIMES; time += 1) {
    const found = await conversations.find(
      { readers: to },
      { sort: ['lastAt', 'desc'], limit: AT_ONCE, fields: ['_id'] },
    );
    const ids = found.map(({ _id }) => _id);
    const out = { readers: command.pull(to), watchers: command.pull(to), leaving: command.pull(to) };
    if (ids.length > 0) await conversations.changeAll({ _id: command.in(ids) }, out);
    if (ids.length < AT_ONCE) return true;
  }
  return false;
}

const leavers = (filter: object) => ({ ...filter, isLeaving: true, deactivatedAt: command.exists(true) });

/** Goes on with those whose leave was cut off. One that fails must not keep the others from it. */
export async function finishLeaving(now: number): Promise<void> {
  for (const agent of await agents.find(leavers({})))
    await takeLeave(agent, now).catch((error: unknown) => logFailure(`leave ${agent._id}`, error));
}
