import { agents, command, conversations } from '../cloud/db';
import { rank } from '../domain/ranking';
import type { AgentDocument, ConversationDocument } from '../protocol/documents';
import { deliverStep, saving, systemEntry } from './deliver';
import { personOf } from './person';

/** Takes a place at the agent: only while present and with room, and never twice for one conversation. */
async function reserve(agent: AgentDocument, conversationId: string, now: number): Promise<boolean> {
  if (agent.holding.includes(conversationId)) return true;
  const guard = {
    _id: agent._id,
    presence: 'online',
    leaseUntil: command.gt(now),
    capacity: agent.capacity,
    holding: command.neq(conversationId),
    [`holding.${agent.capacity - 1}`]: command.exists(false),
  };
  const reserved = await agents.change(guard, { holding: command.addToSet(conversationId), lastAssignedAt: now });
  return reserved !== undefined;
}

/** Gives a place back. Harmless when it was given back before. */
export async function release(agentId: string, conversationId: string): Promise<void> {
  await agents.changeAll({ _id: agentId }, { holding: command.pull(conversationId) });
}

/** Makes the agent the owner, if the conversation still waits. */
const take = (conversation: ConversationDocument, agent: AgentDocument, now: number) =>
  conversations.change(
    { _id: conversation._id, status: 'queued' },
    {
      status: 'active',
      agentId: agent._id,
      assignedAt: now,
      checkAt: now,
      readers: command.addToSet(agent.to),
      people: command.addToSet(personOf(agent)),
      ...saving(assignedEntry(conversation, agent, now)),
    },
  );

const assignedEntry = (conversation: ConversationDocument, agent: AgentDocument, now: number) =>
  systemEntry(
    conversation._id,
    `${conversation._id}:assigned:${conversation.lastSeq + 1}`,
    { event: 'assigned', agentName: agent.name },
    now,
  );

/** Tries one candidate; undefined when the agent has no room any more or the conversation no longer waits. */
async function assignTo(agent: AgentDocument, conversation: ConversationDocument, now: number) {
  if (!(await reserve(agent, conversation._id, now))) return undefined;
  const taken = await take(conversation, agent, now);
  if (!taken) await giveBack(agent._id, conversation._id);
  return taken;
}

/** Gives a reserved place back, unless somebody racing for the same conversation has taken it for this very agent. */
async function giveBack(agentId: string, conversationId: string): Promise<void> {
  const conversation = await conversations.get(conversationId);
  const isOwner = conversation?.agentId === agentId && conversation.status !== 'closed';
  if (!isOwner) await release(agentId, conversationId);
}

/** Agents who are on duty, whether or not they have room; of more than one request can hold, the longest idle. */
export const presentAgents = (now: number): Promise<AgentDocument[]> =>
  agents.find({ presence: 'online', leaseUntil: command.gt(now) }, { sort: ['lastAssignedAt', 'asc'], limit: 1000 });

/**
 * Gives a queued conversation to the best agent with room and tells both. Idempotent and safe to race: a place is reserved before
 * the conversation is taken, and given back when somebody else took it. Undefined when it stays in the queue or is not queued.
 */
export async function assign(
  conversation: ConversationDocument,
  present: readonly AgentDocument[],
  now: number,
): Promise<ConversationDocument | undefined> {
  for (const { agent } of rank(conversation, present, now)) {
    const taken = await assignTo(agent, conversation, now);
    if (!taken) continue;
    await deliverStep(taken, { status: 'active', agent: { id: agent._id, name: agent.name } });
    return taken;
  }
  return undefined;
}

/** Conversations one drain serves at most; the next one goes on. */
const DRAIN_LIMIT = 20;

/** The longest waiting who can be helped by those with room: nobody waits behind a customer whose skill is not there. */
function findServable(withRoom: readonly AgentDocument[]): Promise<ConversationDocument[]> {
  const skills = new Set(withRoom.flatMap((agent) => agent.skills));
  return conversations.find(
    { status: 'queued', skill: command.in([null, ...skills]) },
    { sort: ['queuedAt', 'asc'], limit: DRAIN_LIMIT },
  );
}

/** Serves the queue, the longest waiting first, while somebody has room: called whenever a place may have become free. */
export async function drainQueue(now: number): Promise<void> {
  let present = await presentAgents(now);
  const withRoom = present.filter(({ holding, capacity }) => holding.length < capacity);
  const servable = withRoom.length > 0 ? await findServable(withRoom) : [];
  for (const conversation of servable) {
    if (await assign(conversation, present, now)) present = await presentAgents(now);
  }
}
