import { agents, command, conversations } from '../cloud/db';
import { isThere, presenceOf } from '../domain/presence';
import { heldIdOf, wroteSinceHeld } from '../domain/waiting';
import type { AgentDocument, ConversationDocument } from '../protocol/documents';
import { drainQueue } from './assign';
import { deliverStep, saving, settle } from './deliver';
import { systemEntry } from './keep';
import { requeue, takeOver, type Taken } from './owner';
import { release } from './places';
import { currentRules } from './settings';

/** Conversations that their owner lets rest: they take no place, and go on when the owner or the customer wants it. */

/** Lets a conversation rest, and serves the queue with the place. Done again, it finishes what was begun; undefined when it is in nobody's hands. */
export async function hold(conversation: ConversationDocument, now: number): Promise<ConversationDocument | undefined> {
  const held = conversation.status === 'onhold' ? conversation : await holdOnce(conversation, now);
  if (!held) return undefined;
  await release(conversation, now);
  await (held === conversation ? settle(held) : deliverStep(held));
  await drainQueue(now);
  return held;
}

const holdOnce = ({ _id, turn }: ConversationDocument, now: number) =>
  conversations.change(
    { _id, turn, status: 'active' },
    {
      status: 'onhold',
      turn: command.inc(1),
      checkAt: now,
      ...saving(systemEntry(_id, heldIdOf(_id, turn + 1), { event: 'held' }, now)),
    },
  );

/** Lets the owner go on with a conversation, if there is room. */
export const resume = (conversation: ConversationDocument, owner: AgentDocument, now: number): Promise<Taken> =>
  takeOver(conversation, owner, {
    event: { event: 'resumed' },
    now,
    guard: { status: 'onhold' },
    ...(conversation.decision && { changes: { decision: command.set(conversation.decision) } }),
  });

/** Whether the owner can go on right away. */
async function canGoOn(owner: AgentDocument, now: number): Promise<boolean> {
  const presence = presenceOf(owner, await currentRules(now), now);
  return presence === 'busy' || isThere(presence);
}

/** The customer has said something: the owner goes on with it, or else the customer waits for whoever is free first. Safe to repeat. */
export async function resumeOnWord(conversation: ConversationDocument, now: number): Promise<void> {
  if (conversation.status !== 'onhold' || !wroteSinceHeld(conversation)) return;
  const owner = conversation.agentId === undefined ? undefined : await agents.get(conversation.agentId);
  const isResumed = owner && (await canGoOn(owner, now)) && 'conversation' in (await resume(conversation, owner, now));
  if (!isResumed) await requeue(conversation, { reason: 'hold', now });
}
