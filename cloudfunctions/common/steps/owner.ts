import { agents, command, conversations } from '../cloud/db';
import { guestsOf } from '../domain/offers';
import { priorityIn, waitsSince } from '../domain/queue';
import { ownerOf } from '../domain/sides';
import type { AgentDocument, ConversationDocument, RequeueReason, SystemBody } from '../protocol/documents';
import { drainQueue } from './assign';
import { deliverStep, leaving, saving } from './deliver';
import { systemEntry } from './keep';
import { personOf } from './person';
import { release, reserve, withdraw } from './places';
import { currentRules } from './settings';
import { waiting } from './waiting';

/** How a conversation gets another owner, or none. Each step begins a new turn, and may be repeated, raced or cut off anywhere. */

type Fields = Record<string, unknown>;

/** The address of an agent who takes or took part. */
export const isOwner = ({ status, agentId }: ConversationDocument, agent: AgentDocument): boolean =>
  status === 'active' && agentId === agent._id;

/** The conversation as it was looked at: nobody has let it wait, given it an owner or offered it to somebody since. */
const unchanged = ({ _id, status, turn, offer }: ConversationDocument) => ({
  _id,
  status,
  turn,
  'offer.id': offer?.id ?? command.exists(false),
});

/** Who let it lie, or gave it away, is not the next to get it. */
const isMissed = (reason: RequeueReason) => reason === 'unanswered' || reason === 'absent' || reason === 'transfer';

export type Requeueing = {
  reason: RequeueReason;
  now: number;
  /** What must still hold, besides that nobody has changed its owner. */
  guard?: Fields;
  /** The skill it waits for from now on. */
  skill?: string;
  /** The former owner goes on reading. */
  keepsOwner?: true;
  changes?: Fields;
};

/**
 * Lets a conversation wait for another agent, and serves the queue. Who waits because of us keeps the place in the queue they had; who
 * comes back after a pause begins anew. The conversation as it stands then, or undefined when somebody has changed it meanwhile.
 */
export async function requeue(
  conversation: ConversationDocument,
  given: Requeueing,
): Promise<ConversationDocument | undefined> {
  const requeued = await conversations.change(
    { ...unchanged(conversation), ...given.guard },
    { ...(await waitingAgain(conversation, given)), ...given.changes },
  );
  if (!requeued) return undefined;
  await release(conversation, given.now);
  await deliverStep(requeued);
  await drainQueue(given.now);
  return requeued;
}

/** The part of an update that lets a conversation wait again. */
async function waitingAgain(conversation: ConversationDocument, { reason, now, skill, keepsOwner }: Requeueing) {
  const { _id, agentId, turn } = conversation;
  const rules = await currentRules(now);
  const wanted = skill ?? conversation.skill;
  const priority = priorityIn(conversation, wanted, rules);
  const former = keepsOwner ? undefined : ownerOf(conversation)?.to;
  const gone = [...(former === undefined ? [] : [former]), ...guestsOf(conversation)];
  return {
    ...waiting(reason === 'hold' ? now : waitsSince(conversation, rules), priority, rules, now),
    queuedAt: now,
    agentId: command.remove(),
    ...(skill !== undefined && { skill, skillBy: 'transfer' }),
    ...(agentId !== undefined && isMissed(reason) && { missedBy: command.addToSet(agentId) }),
    ...(agentId !== undefined && reason === 'hold' && { lastAgentId: agentId }),
    offer: command.remove(),
    ...(gone.length > 0 && leaving(gone)),
    ...(reason === 'deactivated' && { leaving: command.addToSet({ $each: guestsOf(conversation) }) }),
    ...saving(systemEntry(_id, `${_id}:requeued:${turn + 1}`, { event: 'requeued', reason }, now)),
  };
}

export type Taking = {
  event: SystemBody;
  now: number;
  /** What must still hold, besides that nobody has changed its owner. */
  guard?: Fields;
  /** The former owner goes on reading. */
  keepsOwner?: true;
  changes?: Fields;
};

/** What became of it: nobody gets a conversation without a free place, nor one that somebody else has changed meanwhile. */
export type Taken = { conversation: ConversationDocument } | { refused: 'FULL' | 'TAKEN' };

/**
 * Makes an agent the owner of a conversation whoever has it or waits for it, whether or not they are on duty, and gives the former
 * owner's place back. Answers the same when done again.
 */
export async function takeOver(
  conversation: ConversationDocument,
  agent: AgentDocument,
  given: Taking,
): Promise<Taken> {
  if (isOwner(conversation, agent)) return { conversation };
  const { _id, turn } = conversation;
  const { now } = given;
  const reserved = await reserveOrHeld(agent, _id, turn + 1, now);
  if (!reserved) return { refused: 'FULL' };
  const taken = await makeOwner(conversation, reserved, given);
  if (!taken) return takenMeanwhile(conversation, agent, now);
  await release(conversation, now);
  await deliverStep(taken);
  await drainQueue(now);
  return { conversation: taken };
}

/** A twin of this call may have taken the place in the meantime. */
async function reserveOrHeld(agent: AgentDocument, conversationId: string, turn: number, now: number) {
  const reserved = await reserve(agent, conversationId, turn, now);
  if (reserved) return reserved;
  const current = await agents.get(agent._id);
  return current && reserve(current, conversationId, turn, now);
}

async function takenMeanwhile({ _id, turn }: ConversationDocument, agent: AgentDocument, now: number): Promise<Taken> {
  const freed = await withdraw(agent._id, _id, turn + 1, now);
  if (freed) await drainQueue(now);
  const conversation = await conversations.get(_id);
  return conversation && isOwner(conversation, agent) ? { conversation } : { refused: 'TAKEN' };
}

const MOST_TRIES = 3;

/** The one atomic step. Who reads along may change meanwhile: then it is done again with those. */
async function makeOwner(conversation: ConversationDocument, agent: AgentDocument, given: Taking) {
  let looked: ConversationDocument | undefined = conversation;
  for (let round = 0; looked && round < MOST_TRIES; round += 1) {
    const guard = { ...unchanged(conversation), readers: looked.readers, ...given.guard };
    const taken = await conversations.change(guard, { ...owning(looked, agent, given), ...given.changes });
    if (taken) return taken;
    looked = await conversations.get(conversation._id);
  }
  return undefined;
}

/** The part of an update that makes somebody the owner. */
function owning(conversation: ConversationDocument, agent: AgentDocument, { event, now, keepsOwner }: Taking) {
  const { _id, turn, agentId, readers } = conversation;
  const former = keepsOwner || agentId === agent._id ? undefined : ownerOf(conversation)?.to;
  const guests = guestsOf(conversation).filter((to) => to !== agent.to);
  const gone = [...(former === undefined ? [] : [former]), ...guests];
  const others = readers.filter((to) => !gone.includes(to) && to !== agent.to);
  return {
    status: 'active',
    turn: command.inc(1),
    agentId: agent._id,
    assignedAt: now,
    checkAt: now,
    decision: command.remove(),
    toldPosition: command.remove(),
    readers: command.set([...others, agent.to]),
    people: command.addToSet(personOf(agent)),
    offer: command.remove(),
    watchers: command.pullAll([agent.to, ...guests]),
    ...(gone.length > 0 && { leaving: command.addToSet({ $each: gone }) }),
    ...saving(systemEntry(_id, `${_id}:${event.event}:${turn + 1}`, event, now)),
  };
}
