import { agents, command, conversations } from '../cloud/db';
import { guestsOf, passedOnNow } from '../domain/offers';
import { isOpen, OPEN_STATUSES } from '../domain/sides';
import type { AgentDocument, ConversationDocument, Party } from '../protocol/documents';
import { deliverStep, leaving, saving } from './deliver';
import { systemEntry } from './keep';
import { notify } from './notice';
import { requeue } from './owner';

/**
 * Ends an offer: the conversation stays with who has it, and who looked on to answer it no longer does. The conversation as it stands
 * then; undefined when the offer was over before, or was accepted.
 */
export async function endOffer(
  conversation: ConversationDocument,
  now: number,
): Promise<ConversationDocument | undefined> {
  const { _id, offer } = conversation;
  if (!offer) return undefined;
  const body = { event: 'declined', agentName: offer.to.name } as const;
  const guests = guestsOf(conversation);
  const ended = await conversations.change(
    { _id, 'offer.id': offer.id, status: command.in(OPEN_STATUSES) },
    {
      offer: command.remove(),
      checkAt: now,
      ...(guests.length > 0 && leaving(guests)),
      ...saving(systemEntry(_id, `${offer.id}:declined`, body, now)),
    },
  );
  if (ended) await deliverStep(ended);
  return ended;
}

/** Ends an offer that was declined or not answered, and lets the sender know. */
export async function returnOffer(conversation: ConversationDocument, now: number): Promise<void> {
  const { offer } = conversation;
  const ended = await endOffer(conversation, now);
  if (ended && offer) await tellSender(ended, offer.by, now);
}

async function tellSender(conversation: ConversationDocument, { id }: Party, now: number): Promise<void> {
  const sender = await agents.get(id);
  if (sender) await notify(conversation, { kind: 'declined', at: now }, [sender], now);
}

/** Returns everything that is offered to somebody who will not answer. */
export async function returnOffersTo({ _id, to }: AgentDocument, now: number): Promise<void> {
  const offered = await conversations.find({ readers: to, 'offer.to.id': _id });
  for (const conversation of offered.filter(isOpen)) await returnOffer(conversation, now);
}

/** Takes back from a skill what nobody there has taken up: to the skill it came from, and the sender first, who is told. */
export async function passBack(conversation: ConversationDocument, now: number): Promise<void> {
  const passed = passedOnNow(conversation);
  if (!passed) return;
  const { by, skill } = passed;
  const changes = {
    passedOn: command.remove(),
    lastAgentId: by.id,
    missedBy: command.pull(by.id),
    ...(skill === undefined && { skill: command.remove() }),
  };
  const given = { reason: 'transfer', now, changes, ...(skill !== undefined && { skill }) } as const;
  const requeued = await requeue(conversation, given);
  if (requeued) await tellSender(requeued, by, now);
}
