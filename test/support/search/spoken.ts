import { NEVER } from '../../../cloudfunctions/common/domain/checks';
import type { Kind, MessageDocument, ConversationDocument } from '../../../cloudfunctions/common/protocol/documents';
import { notesIdOf } from '../../../cloudfunctions/common/protocol/notes';
import { documentOf } from '../../../cloudfunctions/common/steps/kept-document';
import { messageIdOf } from '../../../cloudfunctions/common/steps/message-id';
import { sealBody, sealName } from '../../../cloudfunctions/common/steps/stream';
import type { Line, Talk } from '../../../scripts/corpus/chinese';
import { recordsOf } from '../../../scripts/corpus/records';

/** What a plain scan has to know of a message. */
export type Spoken = {
  messageId: string;
  /** The conversation, or its notes. */
  streamId: string;
  sentAt: number;
  role: 'customer' | 'agent';
  kind: Kind;
  words: string;
  isRecalled: boolean;
  talk: Talk;
};

/** A conversation with its notes as the cloud keeps them, and what is said in it. */
export type World = { conversations: ConversationDocument[]; messages: MessageDocument[]; spoken: Spoken[] };

/** Every so many messages one is a file, and one was taken back; of every so many conversations one has notes. */
const FILES = 23;
const RECALLED = 41;
const NOTED = 3;

/** Seals what is said in a conversation of the corpus, with messages of every sort. */
export function worldOf(talk: Talk): World {
  const { conversation, messages } = recordsOf(talk);
  const said = talk.lines.map((line, index) => {
    const [kept] = messages.slice(index);
    if (!kept) throw new Error('Every line is a message.');
    return saidAs(talk, conversation, line, kept);
  });
  const notes = notesOf(talk, conversation);
  return {
    conversations: [conversation, ...(notes ? [notes.conversation] : [])],
    messages: [...said.map(({ message }) => message), ...(notes?.messages ?? [])],
    spoken: [...said.map(({ spoken }) => spoken), ...(notes?.spoken ?? [])],
  };
}

function saidAs(talk: Talk, conversation: ConversationDocument, line: Line, kept: MessageDocument) {
  const isFile = (kept.seq + line.sentAt) % FILES === 0;
  const isRecalled = (kept.seq + line.sentAt) % RECALLED === 0;
  const words = isFile ? `${line.text.slice(0, 40).trim() || '文件'}.PDF` : line.text;
  const message = isFile ? fileOf(talk, conversation, line, kept, words) : kept;
  const spoken: Spoken = { ...placeOf(message), role: line.role, kind: message.kind, words, isRecalled, talk };
  return { message: isRecalled ? { ...message, recalledAt: line.sentAt + 1 } : message, spoken };
}

function fileOf(talk: Talk, conversation: ConversationDocument, line: Line, kept: MessageDocument, name: string) {
  const { _id, clientId, sentAt, seq } = kept;
  const by = line.role === 'customer' ? talk.customer.id : talk.agent.id;
  const body = sealBody(conversation._id, _id, { fileId: 'cloud://soak/file', name, size: 1 });
  return documentOf(conversation, { _id, clientId, by, kind: 'file', body, sentAt, seq });
}

const placeOf = ({ _id: messageId, conversationId: streamId, sentAt }: MessageDocument) => ({
  messageId,
  streamId,
  sentAt,
});

/** What an agent wrote to colleagues, for some conversations. */
function notesOf(
  talk: Talk,
  subject: ConversationDocument,
): (World & { conversation: ConversationDocument }) | undefined {
  const line = talk.lines[Math.floor(talk.lines.length / 2)];
  if (!line || line.sentAt % NOTED !== 0) return undefined;
  const { agent } = talk;
  const _id = notesIdOf(talk.id);
  const conversation: ConversationDocument = {
    ...subject,
    _id,
    status: 'staff',
    customerName: sealName(_id, talk.customer.name),
    people: [{ to: agent.id, role: 'agent', ...agent }],
    readers: [agent.id],
    lastSeq: 1,
    keptSeq: 1,
    checkAt: NEVER,
  };
  const messageId = messageIdOf(_id, agent.id, '1');
  const words = `备注：${line.text}`;
  const body = sealBody(_id, messageId, { text: words });
  const sentAt = line.sentAt + 1;
  const message = documentOf(conversation, {
    _id: messageId,
    clientId: '1',
    by: agent.id,
    kind: 'text',
    body,
    sentAt,
    seq: 1,
  });
  const spoken: Spoken = { ...placeOf(message), role: 'agent', kind: 'text', words, isRecalled: false, talk };
  return { conversation, conversations: [conversation], messages: [message], spoken: [spoken] };
}
