import { feed, serverDate } from '../cloud/db';
import { asSeen, messageOf, type PlacedEntry } from '../domain/entries';
import { isWatcher } from '../domain/sides';
import { stateFor, type Waiting } from '../domain/state';
import type { ConversationDocument, FeedDocument, Message } from '../protocol/documents';
import { waitingOf } from './state';
import { maskedMessage } from './visible';

/** The third step of every message: from what was saved to `feed`, where readers are told, each by a document of their own. */

/** Who looks on unseen reads no numbers. */
const addressed = (conversation: ConversationDocument, message: Message, to: string): FeedDocument => ({
  _id: `${message.messageId}:${to}`,
  to,
  at: serverDate(),
  conversationId: message.conversationId,
  type: 'message',
  message: isWatcher(conversation, to) ? maskedMessage(message) : message,
});

const messageDocument = (conversation: ConversationDocument, entry: PlacedEntry, to: string): FeedDocument => ({
  ...addressed(conversation, asSeen(messageOf(conversation, entry), entry.by === to), to),
  ...(entry.mentions?.includes(to) && { isMention: true }),
});

/** Tells everybody a message anew, whatever they were told of it before. */
export const tellMessage = (conversation: ConversationDocument, message: Message): Promise<void> =>
  tellAgain(conversation.readers.map((to) => addressed(conversation, message, to)));

/** Who takes part now, and who has just left and is still to learn of it. */
const audienceOf = ({ readers, leaving = [] }: ConversationDocument): string[] => [
  ...new Set([...readers, ...leaving]),
];

/** What each reader is told of an entry; who has just left is told of what the system says, and of nothing else. */
export const toReaders = (conversation: ConversationDocument, entry: PlacedEntry): FeedDocument[] =>
  (entry.kind === 'system' ? audienceOf(conversation) : conversation.readers).map((to) =>
    messageDocument(conversation, entry, to),
  );

/** What each reader should know now. `version`: told again under the same one, the document is rewritten. */
export const stateDocuments = (
  conversation: ConversationDocument,
  waiting: Waiting,
  version = String(conversation.lastSeq),
): FeedDocument[] =>
  audienceOf(conversation).map((to) => ({
    _id: `state:${conversation._id}:${version}:${to}`,
    to,
    at: serverDate(),
    conversationId: conversation._id,
    type: 'state',
    state: stateFor(conversation, to, waiting),
    seq: conversation.lastSeq,
  }));

/** Tells feed documents in one request; when some are there already, each is written anew, with a new time. */
export async function tellDocuments(documents: FeedDocument[]): Promise<void> {
  if (!(await feed.add(documents))) await tellAgain(documents);
}

export async function tellAgain(documents: FeedDocument[]): Promise<void> {
  await Promise.all(documents.map((document) => feed.put(document)));
}

/** Tells all readers what they should know of the conversation now. */
export const tellState = async (conversation: ConversationDocument): Promise<void> =>
  tellDocuments(stateDocuments(conversation, await waitingOf(conversation)));

/** Tells all readers of one entry, the sender among them. */
export const tell = (conversation: ConversationDocument, entry: PlacedEntry): Promise<void> =>
  tellDocuments(toReaders(conversation, entry));
