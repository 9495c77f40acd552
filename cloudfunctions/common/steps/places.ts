import { agents, command, conversations } from '../cloud/db';
import { ownsPlace } from '../domain/places';
import type { AgentDocument, ConversationDocument } from '../protocol/documents';
import { FUNCTION_LIMIT_MS } from '../protocol/limits';

/**
 * Places at agents. A place belongs to one turn of a conversation: every step that lets a conversation wait or gives it an owner
 * begins a new turn. What is left over of a turn that has passed can therefore be given back at any time, by anybody, and never takes
 * away the place of a later owner, even at the same agent.
 */

const placeOf = (conversationId: string) => `places.${conversationId}`;

type Conditions = Record<string, unknown>;

/**
 * Takes a place for the turn, under further conditions: only while there is room, and never twice for one conversation. The agent as
 * they stand then.
 */
export async function reserve(
  agent: AgentDocument,
  conversationId: string,
  turn: number,
  now: number,
  conditions: Conditions = {},
): Promise<AgentDocument | undefined> {
  const place = placeOf(conversationId);
  const room = agent.holding.includes(conversationId)
    ? { holding: conversationId, [`${place}.turn`]: command.lte(turn) }
    : {
        capacity: agent.capacity,
        holding: command.neq(conversationId),
        [`holding.${agent.capacity - 1}`]: command.exists(false),
      };
  return agents.change(
    { _id: agent._id, deactivatedAt: command.exists(false), ...room, ...conditions },
    { holding: command.addToSet(conversationId), [place]: command.set({ turn, at: now }), lastAssignedAt: now },
  );
}

/** Gives back what an agent holds for one turn. Harmless when it was given back before; the agent as they stand then. */
async function giveBack(
  agentId: string,
  conversationId: string,
  turn: number | undefined,
  now: number,
): Promise<AgentDocument | undefined> {
  const place = placeOf(conversationId);
  return agents.change(
    { _id: agentId, holding: conversationId, [`${place}.turn`]: turn ?? command.exists(false) },
    { holding: command.pull(conversationId), [place]: command.remove(), idleSince: now },
  );
}

/** Gives back the place of the owner a conversation had as it stood then. */
export async function release({ _id, agentId, turn }: ConversationDocument, now: number): Promise<void> {
  if (agentId !== undefined) await giveBack(agentId, _id, turn, now);
}

/** Gives back a place that was reserved in vain, unless somebody racing for the same turn has made use of it. */
export async function withdraw(
  agentId: string,
  conversationId: string,
  turn: number,
  now: number,
): Promise<AgentDocument | undefined> {
  const conversation = await conversations.get(conversationId);
  if (conversation?.status === 'active' && conversation.agentId === agentId && conversation.turn === turn)
    return undefined;
  return giveBack(agentId, conversationId, turn, now);
}

/**
 * Takes places away from everybody but the owner, and says whether the owner has one. One that was reserved a moment ago may still be in
 * work, and stays: whoever looks at a conversation looks again when nobody can be at work on it any more.
 */
export async function releaseOthers(
  conversation: ConversationDocument,
  now: number,
): Promise<{ isOwnerPlaced: boolean }> {
  const { _id } = conversation;
  const holders = await agents.find({ holding: _id });
  const others = holders.filter((holder) => !ownsPlace(holder, conversation));
  const old = others.filter(({ places = {} }) => (places[_id]?.at ?? 0) < now - FUNCTION_LIMIT_MS);
  for (const { _id: agentId, places = {} } of old) await giveBack(agentId, _id, places[_id]?.turn, now);
  return { isOwnerPlaced: others.length < holders.length };
}

/** Gives an owner who has lost their place one again; whether there was room. */
export async function placeOwner({ _id, agentId, turn }: ConversationDocument, now: number): Promise<boolean> {
  const owner = agentId === undefined ? undefined : await agents.get(agentId);
  return owner !== undefined && (await reserve(owner, _id, turn, now)) !== undefined;
}
