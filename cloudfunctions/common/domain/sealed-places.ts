import type { ConversationDocument, CustomerDocument, Hold, MessageDocument } from '../protocol/documents';

/** Where a cipher string stands in a document, under which stream's keys, and to what it is bound. */
export type SealedPlace = { path: string; stream: string; context: string; cipher: string };

const place = (path: string, stream: string, context: string, cipher: string | undefined): SealedPlace[] =>
  cipher === undefined || cipher === '' ? [] : [{ path, stream, context, cipher }];

/** What is bound to its own document alone. */
const own = ({ _id }: { _id: string }, path: string, cipher: string | undefined): SealedPlace[] =>
  place(path, _id, _id, cipher);

const ofHold = ({ _id, hold }: { _id: string; hold?: Hold }): SealedPlace[] =>
  place('hold.reason', _id, `${_id}:hold`, hold?.reason);

const ofConversation = (document: ConversationDocument): SealedPlace[] => [
  ...own(document, 'customerName', document.customerName),
  ...own(document, 'customerAvatar', document.customerAvatar),
  ...own(document, 'closedReason', document.closedReason),
  ...ofHold(document),
  ...document.recent.flatMap(({ _id, body }, index) => place(`recent.${index}.body`, document._id, _id, body)),
];

const ofCustomer = (document: CustomerDocument): SealedPlace[] => [
  ...own(document, 'name', document.name),
  ...own(document, 'avatar', document.avatar),
  ...ofHold(document),
  ...place('erasure.reason', document._id, `${document._id}:erasure`, document.erasure?.reason),
];

const ofMessage = ({ _id, conversationId, body }: MessageDocument): SealedPlace[] =>
  place('body', conversationId, _id, body);

/**
 * Every cipher string that is kept, by collection: what is not named here cannot be read any more once the version that sealed it is
 * retired. The feed is left out: it is gone after a week, and whatever it tells stands in the record.
 */
export const sealedPlaces = {
  conversations: ofConversation,
  customers: ofCustomer,
  messages: ofMessage,
  archive: ofMessage,
};

export type SealedCollection = keyof typeof sealedPlaces;
