import { command, conversations } from '../common/cloud/db';
import type { Caller } from '../common/cloud/serve';
import { CHECK_AFTER_MS } from '../common/domain/checks';
import { isMember, isOpen, OPEN_STATUSES } from '../common/domain/sides';
import type { Checked } from '../common/protocol/action';
import type { assignment } from '../common/protocol/assignment';
import type { AgentDocument, ConversationDocument } from '../common/protocol/documents';
import { AppError } from '../common/protocol/errors';
import { changeable } from '../common/steps/access';
import { deliverStep, saving } from '../common/steps/deliver';
import { systemEntry } from '../common/steps/keep';
import { notify } from '../common/steps/notice';
import { personOf } from '../common/steps/person';
import { lookOn } from '../common/steps/watching';
import { findColleague } from './offering';

/** Brings a colleague into a conversation, who is told at once. Somebody who takes part already stays as they are. */
export async function invite(
  { conversationId, agentId, isUnseen }: Checked<typeof assignment.invite>,
  caller: Caller,
): Promise<null> {
  const conversation = await changeable(conversationId, caller);
  if (!isOpen(conversation)) throw new AppError('CONVERSATION_CLOSED');
  const guest = await findColleague(conversation, agentId);
  if (isMember(conversation, guest.to)) return null;
  const joined = isUnseen ? await lookOn(conversation, guest) : await join(conversation, guest, caller.now);
  if (joined) await notify(joined, { kind: 'invited', at: caller.now }, [guest], caller.now);
  return null;
}

/** The one atomic step after which everybody sees the guest; undefined when they take part already, or it has ended. */
async function join(conversation: ConversationDocument, guest: AgentDocument, now: number) {
  const { _id, lastSeq } = conversation;
  const body = { event: 'joined', agentName: guest.name } as const;
  const joined = await conversations.change(
    { _id, status: command.in(OPEN_STATUSES), readers: conversation.readers },
    {
      readers: command.addToSet(guest.to),
      people: command.addToSet(personOf(guest)),
      watchers: command.pull(guest.to),
      checkAt: now + CHECK_AFTER_MS,
      ...saving(systemEntry(_id, `${_id}:joined:${guest._id}:${lastSeq + 1}`, body, now)),
    },
  );
  if (!joined) throw new AppError('TRY_AGAIN');
  await deliverStep(joined);
  return joined;
}
