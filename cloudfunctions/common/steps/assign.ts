import { agents, command, conversations } from '../cloud/db';
import { decisionFor, isEligible, rank, type Wanted } from '../domain/ranking';
import { isPooled, servable, skillsWanted, strategyFor, type Waiters } from '../domain/skills';
import type { AssignmentRules, Decision } from '../protocol/assignment-rules';
import type { AgentDocument, ConversationDocument } from '../protocol/documents';
import { deliverStep, saving } from './deliver';
import { systemEntry } from './keep';
import { personOf } from './person';
import { currentRules } from './settings';

/** Takes a place at the agent: only while present and with room, and never twice for one conversation. */
async function reserve(agent: AgentDocument, conversationId: string, now: number): Promise<AgentDocument | undefined> {
  if (agent.holding.includes(conversationId)) return agent;
  const guard = {
    _id: agent._id,
    presence: 'online',
    leaseUntil: command.gt(now),
    capacity: agent.capacity,
    holding: command.neq(conversationId),
    [`holding.${agent.capacity - 1}`]: command.exists(false),
  };
  return agents.change(guard, { holding: command.addToSet(conversationId), lastAssignedAt: now });
}

/** Gives a place back. Harmless when it was given back before. */
export async function release(agentId: string, conversationId: string, now: number): Promise<void> {
  const holder = { _id: agentId, holding: conversationId };
  await agents.changeAll(holder, { holding: command.pull(conversationId), idleSince: now });
}

/** Makes the agent the owner, if the conversation still waits, and keeps why. */
const take = (conversation: ConversationDocument, agent: AgentDocument, decision: Decision) =>
  conversations.change(
    { _id: conversation._id, status: 'queued' },
    {
      status: 'active',
      agentId: agent._id,
      assignedAt: decision.at,
      decision: command.set(decision),
      checkAt: decision.at,
      readers: command.addToSet(agent.to),
      people: command.addToSet(personOf(agent)),
      ...saving(assignedEntry(conversation, agent, decision.at)),
    },
  );

const assignedEntry = (conversation: ConversationDocument, agent: AgentDocument, now: number) =>
  systemEntry(
    conversation._id,
    `${conversation._id}:assigned:${conversation.lastSeq + 1}`,
    { event: 'assigned', agentName: agent.name },
    now,
  );

/** Tries one candidate: the agent with the place taken, and the conversation unless somebody else has it by now. */
async function assignTo(agent: AgentDocument, conversation: ConversationDocument, decision: Decision) {
  const reserved = await reserve(agent, conversation._id, decision.at);
  if (!reserved) return undefined;
  const taken = await take(conversation, reserved, decision);
  if (!taken) await giveBack(agent._id, conversation._id, decision.at);
  return taken && { agent: reserved, conversation: taken };
}

/** Gives a reserved place back, unless somebody racing for the same conversation has taken it for this very agent. */
async function giveBack(agentId: string, conversationId: string, now: number): Promise<void> {
  const conversation = await conversations.get(conversationId);
  const isOwner = conversation?.agentId === agentId && conversation.status !== 'closed';
  if (!isOwner) await release(agentId, conversationId, now);
}

/** Agents who are on duty, whether or not they have room; of more than one request can hold, the longest idle. */
export const presentAgents = (now: number): Promise<AgentDocument[]> =>
  agents.find({ presence: 'online', leaseUntil: command.gt(now) }, { sort: ['lastAssignedAt', 'asc'], limit: 1000 });

const wantedBy = (conversation: ConversationDocument, rules: AssignmentRules, now: number): Wanted => ({
  conversationId: conversation._id,
  skills: skillsWanted(conversation, rules, now),
  strategy: strategyFor(conversation.skill, rules),
  ...(rules.lastAgentFirst && conversation.lastAgentId !== undefined && { lastAgentId: conversation.lastAgentId }),
});

/**
 * Gives a queued conversation to the best of these agents with room, tells both, and answers the conversation and the agent as
 * they stand then. Idempotent and safe to race: a place is reserved before the conversation is taken, and given back when
 * somebody else took it. Undefined when it stays in the queue or is not queued.
 */
export async function assign(
  conversation: ConversationDocument,
  present: readonly AgentDocument[],
  rules: AssignmentRules,
  now: number,
): Promise<{ conversation: ConversationDocument; agent: AgentDocument } | undefined> {
  if (isPooled(conversation, rules)) return undefined;
  const wanted = wantedBy(conversation, rules, now);
  const candidates = rank(wanted, present, now);
  for (const candidate of candidates.filter(isEligible)) {
    const decision = decisionFor(candidate, candidates, wanted, now);
    const done = await assignTo(candidate.agent, conversation, decision);
    if (!done) continue;
    const { _id: id, name } = done.agent;
    await deliverStep(done.conversation, { status: 'active', agent: { id, name } });
    return done;
  }
  return undefined;
}

/** Assigns a conversation that has just come, among whoever is there now. */
export async function assignNow(
  conversation: ConversationDocument,
  now: number,
): Promise<ConversationDocument | undefined> {
  const [present, rules] = await Promise.all([presentAgents(now), currentRules(now)]);
  return (await assign(conversation, present, rules, now))?.conversation;
}

/** Conversations one drain serves at most; the next one goes on. */
const DRAIN_LIMIT = 20;

const filterOf = ({ skills, until }: Waiters, isFirst: boolean) => ({
  skill: command.in(isFirst ? [null, ...skills] : skills),
  ...(until !== undefined && { queuedAt: command.lte(until) }),
});

/** The longest waiting who can be helped by those with room. */
function findServable(withRoom: readonly AgentDocument[], rules: AssignmentRules, now: number) {
  const waiters = servable(new Set(withRoom.flatMap((agent) => agent.skills)), rules, now);
  const filters = waiters.map((each, index) => ({ status: 'queued', ...filterOf(each, index === 0) }));
  return conversations.find(command.or(filters), { sort: ['queuedAt', 'asc'], limit: DRAIN_LIMIT });
}

/** Serves the queue, the longest waiting first, while somebody has room: called whenever a place may have become free. */
export async function drainQueue(now: number): Promise<void> {
  const [present, rules] = await Promise.all([presentAgents(now), currentRules(now)]);
  const withRoom = present.filter(({ holding, capacity }) => holding.length < capacity);
  const waiting = withRoom.length > 0 ? await findServable(withRoom, rules, now) : [];
  const agentsNow = new Map(present.map((agent) => [agent._id, agent]));
  for (const conversation of waiting) {
    const done = await assign(conversation, [...agentsNow.values()], rules, now);
    if (done) agentsNow.set(done.agent._id, done.agent);
  }
}
