import { agents, command, conversations } from '../common/cloud/db';
import { streamKeys } from '../common/cloud/keys';
import type { Caller } from '../common/cloud/serve';
import { NEVER } from '../common/domain/checks';
import type { Checked, Data } from '../common/protocol/action';
import type { conversation } from '../common/protocol/conversation';
import type { AgentDocument, ConversationDocument } from '../common/protocol/documents';
import { AppError } from '../common/protocol/errors';
import { isNotes, notesIdOf } from '../common/protocol/notes';
import { accessible } from '../common/steps/access';
import { personOf } from '../common/steps/person';
import { openName, sealName } from '../common/steps/stream';
import { addOnce, emptyStream } from './stream-document';

/**
 * Makes the caller one of those who read and write the notes of a conversation they may look into, and puts out who has left the
 * team. Nobody gets into the notes about themselves.
 */
export async function notes(
  { conversationId }: Checked<typeof conversation.notes>,
  caller: Caller,
): Promise<Data<typeof conversation.notes>> {
  const { staff, to } = caller;
  if (!staff || isNotes(conversationId)) throw new AppError('FORBIDDEN');
  const subject = await accessible(conversationId, caller);
  if (subject.people.some((person) => person.to === to && person.role === 'customer')) throw new AppError('FORBIDDEN');
  const joined = await join(await findOrMake(subject, caller.now), staff);
  return {
    conversationId: joined._id,
    keys: streamKeys(joined._id),
    lastSeq: joined.lastSeq,
    readSeq: joined.reads[to] ?? 0,
  };
}

async function findOrMake(subject: ConversationDocument, now: number): Promise<ConversationDocument> {
  const _id = notesIdOf(subject._id);
  return (await conversations.get(_id)) ?? addOnce(newNotes(_id, subject, now));
}

const newNotes = (_id: string, subject: ConversationDocument, now: number): ConversationDocument => ({
  _id,
  status: 'staff',
  customerId: subject.customerId,
  customerName: sealName(_id, openName(subject._id, subject.customerName)),
  readers: [],
  people: [],
  ...emptyStream(now),
  checkAt: NEVER,
});

async function join(found: ConversationDocument, staff: AgentDocument): Promise<ConversationDocument> {
  if (found.readers.includes(staff.to)) return found;
  await putOutFormer(found);
  const joined = await conversations.change(
    { _id: found._id },
    { readers: command.addToSet(staff.to), people: command.addToSet(personOf(staff)) },
  );
  if (!joined) throw new AppError('TRY_AGAIN');
  return joined;
}

async function putOutFormer({ _id, readers }: ConversationDocument): Promise<void> {
  const present = new Set((await agents.find({ to: command.in(readers) }, { limit: 1000 })).map(({ to }) => to));
  const former = readers.filter((to) => !present.has(to));
  if (former.length > 0) await conversations.changeAll({ _id }, { readers: command.pullAll(former) });
}
