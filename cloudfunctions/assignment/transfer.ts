import type { Caller } from '../common/cloud/serve';
import { skillNamed } from '../common/domain/skills';
import type { Checked } from '../common/protocol/action';
import type { assignment } from '../common/protocol/assignment';
import type { AgentDocument, ConversationDocument } from '../common/protocol/documents';
import { AppError } from '../common/protocol/errors';
import { changeable } from '../common/steps/access';
import { clientIdOfStep } from '../common/steps/message-id';
import { writeNote } from '../common/steps/notes';
import { requeue } from '../common/steps/owner';
import { partyOf } from '../common/steps/person';
import { currentRules } from '../common/steps/settings';
import { ownedBy, untilOf } from './owned';
import { findTarget, offerTo } from './offering';

type Input = Checked<typeof assignment.transfer>;

/**
 * Offers a conversation to a colleague, or lets it wait for a skill. The note is written first: whatever becomes of the transfer, and
 * wherever it is cut off, it stands among the notes, once.
 */
export async function transfer({ conversationId, to, note }: Input, caller: Caller): Promise<null> {
  const { staff, now } = caller;
  if (!staff) throw new AppError('FORBIDDEN');
  const conversation = await changeable(conversationId, caller);
  if (isOffered(conversation, staff, to)) return null;
  if (!ownedBy(conversation, caller)) throw new AppError('FORBIDDEN');
  if (conversation.offer) throw new AppError('TAKEN');
  const write = (shownTo: AgentDocument[]) => writeFor(conversation, staff, { note, to, shownTo }, now);
  if ('skill' in to) await toSkill(conversation, to.skill, staff, write, now);
  else {
    const target = await findTarget(conversation, to.agentId, caller);
    await offerTo(conversation, target, staff, await write([target]), now);
  }
  return null;
}

const isOffered = ({ offer }: ConversationDocument, { _id }: AgentDocument, to: Input['to']): boolean =>
  'agentId' in to && offer?.to.id === to.agentId && offer.by.id === _id;

type ForTransfer = { note: string | undefined; to: Input['to']; shownTo: AgentDocument[] };

/** The note of one transfer: its id follows from the turn, whom it goes to and what it says. */
async function writeFor(
  conversation: ConversationDocument,
  staff: AgentDocument,
  { note, to, shownTo }: ForTransfer,
  now: number,
): Promise<string | undefined> {
  if (note === undefined) return undefined;
  const seed = JSON.stringify([conversation.turn, to, note]);
  const clientId = clientIdOfStep('transfer', seed);
  return writeNote(conversation, staff, { clientId, text: note, shownTo }, now);
}

/** Waits for the skill from now on; goes back if nobody takes it up in time. */
async function toSkill(
  conversation: ConversationDocument,
  skill: string,
  staff: AgentDocument,
  write: (shownTo: AgentDocument[]) => Promise<unknown>,
  now: number,
): Promise<void> {
  const rules = await currentRules(now);
  if (!skillNamed(rules, skill)) throw new AppError('NOT_FOUND');
  await write([]);
  const passedOn = {
    by: partyOf(staff),
    ...(conversation.skill !== undefined && { skill: conversation.skill }),
    turn: conversation.turn + 1,
    until: untilOf(rules, now),
  };
  if (!(await requeue(conversation, { reason: 'transfer', now, skill, changes: { passedOn: { ...passedOn } } })))
    throw new AppError('TAKEN');
}
