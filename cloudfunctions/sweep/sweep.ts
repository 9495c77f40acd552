import { agents, command, conversations, feed } from '../common/cloud/db';
import { logFailure } from '../common/cloud/log';
import { nextSilence } from '../common/domain/alerts';
import { checkAfterFailure, lastWordOfAgent, NEVER, nextCheck } from '../common/domain/checks';
import { answeredAtOf, waitOf } from '../common/domain/waiting';
import type { ConversationDocument } from '../common/protocol/documents';
import { FEED_KEPT_MS, LEASE_MS } from '../common/protocol/limits';
import { alertAway } from '../common/steps/alert';
import { sealAudit } from '../common/steps/audit-seals';
import { drainQueue } from '../common/steps/assign';
import { notifyLeftOut } from '../common/steps/calling';
import { settle } from '../common/steps/deliver';
import { finishLeaving } from '../common/steps/leaving';
import { live, type Lived } from '../common/steps/life';
import { chaseVerdicts } from '../common/steps/media-checks';
import { requeue } from '../common/steps/owner';
import { placeOwner, releaseOthers } from '../common/steps/places';
import { noteSilence } from '../common/steps/presence';
import { tellQueue } from '../common/steps/queue';
import { currentRules } from '../common/steps/settings';
import { hearWords } from '../common/steps/waiting';

/** Conversations one run looks at, how many of them at once, and how long it goes on beginning with others; the rest are first in the next run. */
const MOST_LOOKED_AT = 200;
const AT_ONCE = 10;
const BUDGET_MS = 1_500;

/** Waiting customers one run tells of their new place. */
const MOST_TOLD = 100;

/** Looks after what nobody else came back to: uncopied messages, waiting customers, places held for nothing, an outlived feed. */
export async function sweep(now: number): Promise<{ lookedAt: number }> {
  const due = await conversations.find(
    { checkAt: command.lte(now) },
    { sort: ['checkAt', 'asc'], limit: MOST_LOOKED_AT },
  );
  let lookedAt = 0;
  while (lookedAt < due.length && Date.now() - now <= BUDGET_MS) {
    const batch = due.slice(lookedAt, lookedAt + AT_ONCE);
    await Promise.all(batch.map((conversation) => lookAfter(conversation, now)));
    lookedAt += batch.length;
  }
  if (due.length > 0 || isTenthMinute(now)) await finishLeaving(now);
  if (due.length > 0) await serveQueue(now);
  if (due.length > 0 || isTenthMinute(now)) await noteSilence(await currentRules(now), now);
  if (isTenthMinute(now)) await sealAudit(Date.now());
  if (isFullHour(now)) await feed.removeAll({ at: command.lt(new Date(now - FEED_KEPT_MS)) });
  return { lookedAt };
}

/** Whatever was looked at may have freed a place. */
async function serveQueue(now: number): Promise<void> {
  await drainQueue(now);
  await tellQueue(now, MOST_TOLD);
}

const isTenthMinute = (now: number) => Math.floor(now / 60_000) % 10 === 0;
const isFullHour = (now: number) => Math.floor(now / 60_000) % 60 === 0;

/** One that cannot be looked after must not keep the others from it: it is logged and looked at again later. */
async function lookAfter(conversation: ConversationDocument, now: number): Promise<void> {
  try {
    if (conversation.keptSeq < conversation.lastSeq) await settle(conversation);
    const looked = await lookAtVerdicts(conversation, now);
    await settlePlaces(conversation, now);
    await hearWords(conversation, now);
    await notifyLeftOut(conversation, now);
    await renewLease(conversation, now);
    await alertAway(looked, now);
    await plan(await live(looked, now), now);
  } catch (error) {
    logFailure(`sweep ${conversation._id}`, error);
    const { _id, lastSeq, status } = conversation;
    await conversations.changeAll({ _id, lastSeq, status }, { checkAt: checkAfterFailure(conversation, now) });
  }
}

/** The conversation as it stands when those who waited too long for a verdict no longer do. */
async function lookAtVerdicts(conversation: ConversationDocument, now: number): Promise<ConversationDocument> {
  if (!conversation.checking?.length) return conversation;
  await chaseVerdicts(conversation, now);
  return (await conversations.get(conversation._id)) ?? conversation;
}

/** Notes when to look again, and since when the customer waits; what comes meanwhile is looked at anyway. */
async function plan({ conversation, hidden, deadline }: Lived, now: number): Promise<void> {
  const { _id, lastSeq, status, missedBy, waitingSince } = conversation;
  const wait = waitOf(conversation, hidden);
  const answeredAt = answeredAtOf(conversation);
  await conversations.changeAll(
    { _id, lastSeq, status },
    {
      checkAt: Math.min(deadline, nextCheck(conversation, now), nextSilence(conversation, now) ?? NEVER),
      ...(answeredAt !== undefined && { answeredAt }),
      ...(wait && { waitingSince: wait.since }),
      ...(!wait && waitingSince !== undefined && { waitingSince: command.remove() }),
      ...(!wait && missedBy && status === 'active' && { missedBy: command.remove() }),
    },
  );
}

/** Nobody but the owner holds a place for a conversation, and the owner does; if there is no room for that, it waits for somebody else. */
async function settlePlaces(conversation: ConversationDocument, now: number): Promise<void> {
  const { isOwnerPlaced } = await releaseOthers(conversation, now);
  if (conversation.status !== 'active' || isOwnerPlaced || (await placeOwner(conversation, now))) return;
  await requeue(conversation, { reason: 'absent', now });
}

/** Writing is a sign of life too; sending itself does not touch the agent's document. */
async function renewLease(conversation: ConversationDocument, now: number): Promise<void> {
  const last = lastWordOfAgent(conversation);
  if (last && last.sentAt + LEASE_MS > now)
    await agents.changeAll({ to: last.by }, { leaseUntil: command.max(last.sentAt + LEASE_MS) });
}
