import type { Checked } from '../common/protocol/action';
import { checkBody, filesOf, type SentKind } from '../common/protocol/bodies';
import type { AgentDocument, Body, Entry, Reply } from '../common/protocol/documents';
import { AppError } from '../common/protocol/errors';
import type { message } from '../common/protocol/message';
import { isNotes } from '../common/protocol/notes';
import { agents, command, conversations, messages } from '../common/cloud/db';
import type { Caller } from '../common/cloud/serve';
import { isInFolder } from '../common/domain/files';
import { messageIdOf } from '../common/steps/message-id';
import { sealBody } from '../common/steps/stream';

type Input = Checked<typeof message.send>;

/** What somebody wants to say: the message to be, its words in the clear, and the colleagues whom a note calls. */
export type Draft = { conversationId: string; entry: Entry; said: Body; called: AgentDocument[] };

/** Reads what was sent; refuses what does not belong there. */
export async function draftOf(input: Input, { to: by, now: sentAt }: Caller): Promise<Draft> {
  const { conversationId, clientId, kind, replyTo } = input;
  const _id = messageIdOf(conversationId, by, clientId);
  const said = checkBody(kind, input.body);
  checkPlace(conversationId, kind, said);
  const called = await calledBy(said, conversationId);
  const body = sealBody(conversationId, _id, said);
  const entry: Entry = {
    _id,
    clientId,
    by,
    kind,
    body,
    sentAt,
    ...(replyTo !== undefined && { replyTo: await answered(replyTo, conversationId) }),
    ...(called.length > 0 && { mentions: called.map(({ to }) => to) }),
  };
  return { conversationId, entry, said, called };
}

/** What is only for notes. */
const FOR_NOTES: readonly string[] = ['excerpt', 'customer'] satisfies SentKind[];

/** Files lie in the conversation's own folder; what is shown to colleagues, and calls, are only for notes. */
function checkPlace(conversationId: string, kind: Entry['kind'], said: Body): void {
  if (filesOf(said).some((fileId) => !isInFolder(fileId, `kefu/${conversationId}/`)))
    throw new AppError('INVALID_INPUT', 'A file must lie in the folder of its conversation.');
  if (!isNotes(conversationId) && (FOR_NOTES.includes(kind) || 'mentions' in said))
    throw new AppError('INVALID_INPUT', 'Excerpts, cards of customers and mentions are for notes.');
}

/** The message that is answered, with its place. */
async function answered(messageId: string, conversationId: string): Promise<Reply> {
  const found = await messages.get(messageId);
  if (found?.conversationId !== conversationId) throw new AppError('NOT_FOUND');
  return { messageId, seq: found.seq };
}

/** The colleagues whom a note calls. Whom it is about, it cannot call. */
async function calledBy(said: Body, notesId: string): Promise<AgentDocument[]> {
  const { mentions = [] } = said as { mentions?: string[] };
  if (mentions.length === 0) return [];
  const customerId = (await conversations.get(notesId))?.customerId;
  const found = await agents.find({ _id: command.in(mentions) });
  return found.filter(({ to }) => to !== customerId);
}
