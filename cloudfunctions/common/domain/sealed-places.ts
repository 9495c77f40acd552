import type {
  AuditDocument,
  ConversationDocument,
  CustomerDocument,
  CustomerNoteDocument,
  MessageDocument,
  SavedSearchDocument,
} from '../protocol/documents';
import type { JobDocument } from '../protocol/jobs';

/** Where a cipher string stands in a document, under which stream's keys, and to what it is bound. */
export type SealedPlace = { path: string; stream: string; context: string; cipher: string };

const place = (path: string, stream: string, context: string, cipher: string | undefined): SealedPlace[] =>
  cipher === undefined || cipher === '' ? [] : [{ path, stream, context, cipher }];

/** Those that are bound to their own document alone, by where they stand. */
const own = ({ _id }: { _id: string }, ciphers: Record<string, string | undefined>): SealedPlace[] =>
  Object.entries(ciphers).flatMap(([path, cipher]) => place(path, _id, _id, cipher));

const ofConversation = (one: ConversationDocument): SealedPlace[] => [
  ...own(one, {
    customerName: one.customerName,
    customerAvatar: one.customerAvatar,
    closedReason: one.closedReason,
    visits: one.visits,
    'rating.comment': one.rating?.comment,
    'rating.answers': one.rating?.answers,
  }),
  ...(one.shown ?? []).flatMap((cipher, index) => place(`shown.${index}`, one._id, one._id, cipher)),
  ...one.recent.flatMap(({ _id, body }, index) => place(`recent.${index}.body`, one._id, _id, body)),
  ...place('hold.reason', one._id, `${one._id}:hold`, one.hold?.reason),
];

const ofCustomer = (one: CustomerDocument): SealedPlace[] => [
  ...own(one, { name: one.name, avatar: one.avatar, remark: one.remark, phone: one.phone }),
  ...(one.overwritten ?? []).flatMap(({ value }, index) =>
    place(`overwritten.${index}.value`, one._id, one._id, value),
  ),
  ...place('hold.reason', one._id, `${one._id}:hold`, one.hold?.reason),
  ...place('erasure.reason', one._id, `${one._id}:erasure`, one.erasure?.reason),
];

const ofNote = ({ _id, customerId, text }: CustomerNoteDocument): SealedPlace[] => place('text', customerId, _id, text);

const ofMessage = ({ _id, conversationId, body }: MessageDocument): SealedPlace[] =>
  place('body', conversationId, _id, body);

const ofEntry = ({ _id, why, details }: AuditDocument): SealedPlace[] => [
  ...place('why', 'audit', _id, why),
  ...place('details', 'audit', _id, details),
];

const ofJob = (one: JobDocument): SealedPlace[] =>
  one.kind === 'export' ? own(one, { conditions: one.conditions, reason: one.reason }) : [];

const ofSearch = ({ _id, by, body }: SavedSearchDocument): SealedPlace[] => place('body', `${by}:searches`, _id, body);

/**
 * Every cipher string that is kept, by collection: what is not named here cannot be read any more once the version that sealed it is
 * retired. The feed is left out: it is gone after a week, and whatever it tells stands in the record.
 */
export const sealedPlaces = {
  conversations: ofConversation,
  customers: ofCustomer,
  customer_notes: ofNote,
  messages: ofMessage,
  archive: ofMessage,
  audit: ofEntry,
  jobs: ofJob,
  saved_searches: ofSearch,
};

export type SealedCollection = keyof typeof sealedPlaces;

/** In the order in which they are gone through: messages come after the conversations they are copied from. */
export const sealedCollections = Object.keys(sealedPlaces) as SealedCollection[];

/** The places of any document of a collection. */
export const placesIn = (collection: SealedCollection, document: { _id: string }): SealedPlace[] =>
  (sealedPlaces[collection] as (document: unknown) => SealedPlace[])(document);
