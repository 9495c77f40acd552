import { agents, command, conversations } from '../common/cloud/db';
import type { Caller } from '../common/cloud/serve';
import { CHECK_AFTER_MS } from '../common/domain/checks';
import { presenceOf } from '../common/domain/presence';
import { isCustomerOf, isMember } from '../common/domain/sides';
import type { AgentDocument, ConversationDocument, Offer } from '../common/protocol/documents';
import { AppError } from '../common/protocol/errors';
import { deliverStep, saving } from '../common/steps/deliver';
import { systemEntry } from '../common/steps/keep';
import { notify } from '../common/steps/notice';
import { partyOf } from '../common/steps/person';
import { currentRules } from '../common/steps/settings';
import { untilOf } from './owned';

/** A colleague who can be brought into a conversation: on the team, serving customers, and not the one whom it is about. */
export async function findColleague(conversation: ConversationDocument, agentId: string): Promise<AgentDocument> {
  const found = await agents.get(agentId);
  if (!found || found.deactivatedAt !== undefined || found.role === 'analyst') throw new AppError('NOT_FOUND');
  if (isCustomerOf(conversation, found.to)) throw new AppError('FORBIDDEN');
  return found;
}

/** A colleague who could accept a conversation now: an offer to somebody who is not there or has no room would help nobody. */
export async function findTarget(
  conversation: ConversationDocument,
  agentId: string,
  { id, now }: Caller,
): Promise<AgentDocument> {
  if (agentId === id || agentId === conversation.agentId) throw new AppError('INVALID_INPUT', 'They have it already.');
  const target = await findColleague(conversation, agentId);
  if (presenceOf(target, await currentRules(now), now) === 'offline') throw new AppError('OFF_DUTY');
  if (target.holding.length >= target.capacity) throw new AppError('FULL');
  return target;
}

/** Offers it: the colleague may look before they answer, and until then it stays with who has it. */
export async function offerTo(
  conversation: ConversationDocument,
  target: AgentDocument,
  staff: AgentDocument,
  noteId: string | undefined,
  now: number,
): Promise<void> {
  const offer: Offer = {
    id: `${conversation._id}:offer:${conversation.lastSeq + 1}`,
    to: partyOf(target),
    by: partyOf(staff),
    at: now,
    until: untilOf(await currentRules(now), now),
    ...(noteId !== undefined && { noteId }),
  };
  const offered = await save(conversation, offer, now);
  if (!offered) throw new AppError('TAKEN');
  await deliverStep(offered);
  await notify(offered, { kind: 'offer', at: now }, [target], now);
}

/** The one atomic step: as long as the conversation is as it was, and no other offer stands. */
function save(conversation: ConversationDocument, offer: Offer, now: number) {
  const { _id, status, turn } = conversation;
  const { to, name } = offer.to;
  const entry = systemEntry(_id, `${offer.id}:offered`, { event: 'offered', agentName: name }, now);
  return conversations.change(
    { _id, status, turn, 'offer.id': command.exists(false) },
    {
      offer: command.set(offer),
      readers: command.addToSet(to),
      ...(!isMember(conversation, to) && { watchers: command.addToSet(to) }),
      checkAt: now + CHECK_AFTER_MS,
      ...saving(entry),
    },
  );
}
