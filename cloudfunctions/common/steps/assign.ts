import { command, conversations } from '../cloud/db';
import { CHECK_AFTER_MS } from '../domain/checks';
import { isThere, presenceOf } from '../domain/presence';
import { decisionFor, isEligible, rank, wantedBy, type Candidate, type Wanted } from '../domain/ranking';
import { isPooled, servable, type Waiters } from '../domain/skills';
import type { AssignmentRules, Decision } from '../protocol/assignment-rules';
import type { AgentDocument, ConversationDocument } from '../protocol/documents';
import { alertOfAssignment } from './alert';
import { saving, tellStep } from './deliver';
import { systemEntry } from './keep';
import { personOf } from './person';
import { reserve, withdraw } from './places';
import { agentsOnDuty, presenceConditions } from './presence';
import { tellQueue } from './queue';
import { currentRules } from './settings';

/** Makes the agent the owner, if the conversation still waits as it did, and keeps why. */
const take = (conversation: ConversationDocument, agent: AgentDocument, decision: Decision) =>
  conversations.change(
    { _id: conversation._id, status: 'queued', turn: conversation.turn },
    {
      status: 'active',
      turn: command.inc(1),
      agentId: agent._id,
      assignedAt: decision.at,
      decision: command.set(decision),
      checkAt: decision.at + CHECK_AFTER_MS,
      readers: command.addToSet(agent.to),
      people: command.addToSet(personOf(agent)),
      watchers: command.pull(agent.to),
      toldPosition: command.remove(),
      ...saving(assignedEntry(conversation, agent, decision.at)),
    },
  );

const assignedEntry = ({ _id, turn }: ConversationDocument, { name }: AgentDocument, now: number) =>
  systemEntry(_id, `${_id}:assigned:${turn + 1}`, { event: 'assigned', agentName: name }, now);

/** What became of a conversation that was to be assigned; `wasRaced`: a place was taken in vain, and given back. */
type Outcome = { conversation?: ConversationDocument; agent?: AgentDocument; wasRaced?: true };

type Round = { conversation: ConversationDocument; wanted: Wanted; rules: AssignmentRules; now: number };

/** Takes a place at one candidate, and the conversation unless somebody else has it by now; undefined when there was no place. */
async function tryOne(
  candidate: Candidate,
  candidates: readonly Candidate[],
  { conversation, wanted, rules, now }: Round,
  conditions: object,
): Promise<Outcome | undefined> {
  const { agent } = candidate;
  const turn = conversation.turn + 1;
  const guard = { ...presenceConditions(agent, rules, now), ...conditions };
  const reserved = await reserve(agent, conversation._id, turn, now, guard);
  if (!reserved) return undefined;
  const taken = await take(conversation, reserved, decisionFor(candidate, candidates, wanted, now));
  if (taken) return { conversation: taken, agent: reserved };
  await withdraw(agent._id, conversation._id, turn, now);
  return { wasRaced: true };
}

/** When many come at once, each tries another of the best few. */
const BEST_FEW = 8;
const MOST_LOOKS = 3;

const spread = (candidates: readonly Candidate[], conversationId: string): Candidate | undefined => {
  const few = candidates.slice(0, BEST_FEW);
  const sum = Array.from(conversationId).reduce((all, character) => (all * 31 + character.charCodeAt(0)) % 65_521, 7);
  return few[sum % few.length];
};

/**
 * The best first, as long as nobody else was given to them since they were looked at; then one of the best few as they stand by
 * then; in the end everybody in turn.
 */
async function tryAll(present: readonly AgentDocument[], round: Round): Promise<Outcome> {
  const { conversation, wanted, rules, now } = round;
  let candidates = rank(wanted, present, rules, now);
  for (let look = 0; look < MOST_LOOKS; look += 1) {
    const eligible = candidates.filter(isEligible);
    const chosen = look === 0 ? eligible[0] : spread(eligible, conversation._id);
    if (!chosen) return {};
    const asSeen = { lastAssignedAt: chosen.agent.lastAssignedAt };
    const outcome = await tryOne(chosen, candidates, round, asSeen);
    if (outcome) return outcome;
    candidates = rank(wanted, await agentsOnDuty(rules, now), rules, now);
  }
  for (const candidate of candidates.filter(isEligible)) {
    const outcome = await tryOne(candidate, candidates, round, {});
    if (outcome) return outcome;
  }
  return {};
}

/**
 * Gives a queued conversation to the best of these agents with room, and tells both. Idempotent and safe to race: a place is
 * reserved before the conversation is taken, and given back when somebody else took it.
 */
async function assign(
  conversation: ConversationDocument,
  present: readonly AgentDocument[],
  rules: AssignmentRules,
  now: number,
): Promise<Outcome> {
  if (isPooled(conversation, rules, now)) return {};
  const outcome = await tryAll(present, { conversation, wanted: wantedBy(conversation, rules, now), rules, now });
  if (!outcome.conversation || !outcome.agent) return outcome;
  await tellStep(outcome.conversation);
  if (presenceOf(outcome.agent, rules, now) === 'reachable')
    await alertOfAssignment(outcome.conversation, outcome.agent, now);
  return outcome;
}

/** Whether somebody but its owner, and those who let it lie before, could be given a conversation now. */
export async function couldGoElsewhere(
  conversation: ConversationDocument,
  rules: AssignmentRules,
  now: number,
): Promise<boolean> {
  const asQueued = { ...conversation, queuedAt: now };
  if (isPooled(asQueued, rules, now)) return false;
  const former = new Set([conversation.agentId, ...(conversation.missedBy ?? [])]);
  const others = (await agentsOnDuty(rules, now)).filter(({ _id }) => !former.has(_id));
  return rank(wantedBy(asQueued, rules, now), others, rules, now).some(isEligible);
}

/**
 * Assigns a conversation that has just begun to wait, among whoever is there now. The conversation as it stands then, or undefined
 * when it goes on waiting.
 */
export async function assignNow(
  conversation: ConversationDocument,
  now: number,
): Promise<ConversationDocument | undefined> {
  const rules = await currentRules(now);
  const outcome = await assign(conversation, await agentsOnDuty(rules, now), rules, now);
  if (!outcome.wasRaced) return outcome.conversation;
  await drainQueue(now);
  return conversations.get(conversation._id);
}

/** Conversations one look at the queue serves at most, and how often one drain looks; the next one goes on. */
const DRAIN_LIMIT = 20;
const MOST_ROUNDS = 10;
const BUDGET_MS = 1_500;

const filterOf = ({ skills, until }: Waiters, isFirst: boolean) => ({
  skill: command.in(isFirst ? [null, ...skills] : skills),
  ...(until !== undefined && { queuedAt: command.lte(until) }),
});

/** The first in the queue who can be helped by those with room. */
function findServable(withRoom: readonly AgentDocument[], rules: AssignmentRules, now: number) {
  const waiters = servable(new Set(withRoom.flatMap((agent) => agent.skills)), rules, now);
  const filters = waiters.map((each, index) => filterOf(each, index === 0));
  const waiting = command.and([{ status: 'queued' }, command.or(filters)]);
  return conversations.find(waiting, { sort: ['queueAt', 'asc'], limit: DRAIN_LIMIT });
}

const hasRoom = ({ holding, capacity }: AgentDocument) => holding.length < capacity;

/** How many were served of those who wait, and whether nobody else can be; others at the same work make a new look worth while. */
async function drainOnce(rules: AssignmentRules, now: number): Promise<{ served: number; isDone: boolean }> {
  const present = await agentsOnDuty(rules, now);
  const withRoom = present.filter((agent) => isThere(presenceOf(agent, rules, now)) && hasRoom(agent));
  const waiting = withRoom.length > 0 ? await findServable(withRoom, rules, now) : [];
  const agentsNow = new Map(present.map((agent) => [agent._id, agent]));
  let served = 0;
  for (const conversation of waiting) {
    const outcome = await assign(conversation, [...agentsNow.values()], rules, now);
    if (outcome.wasRaced) return { served, isDone: false };
    if (!outcome.agent) continue;
    agentsNow.set(outcome.agent._id, outcome.agent);
    served += 1;
  }
  const isAllServed = served === waiting.length && waiting.length < DRAIN_LIMIT;
  return { served, isDone: isAllServed || served === 0 };
}

/**
 * Serves the queue, the first first, while somebody has room: called whenever a place may have become free. It looks at least once,
 * however long the caller has been at work, and then tells those who still wait where they stand.
 */
export async function drainQueue(now: number): Promise<void> {
  const rules = await currentRules(now);
  const isInTime = () => Date.now() - now < BUDGET_MS;
  let served = 0;
  for (let round = 0; round === 0 || (round < MOST_ROUNDS && isInTime()); round += 1) {
    const drained = await drainOnce(rules, now);
    served += drained.served;
    if (drained.isDone) break;
  }
  if (served > 0 && isInTime()) await tellQueue(now);
}
