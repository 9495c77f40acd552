import type { Caller } from '../common/cloud/serve';
import { masked } from '../common/domain/masking';
import { ownerOf } from '../common/domain/sides';
import type { Value } from '../common/domain/customer-file';
import type { Checked, Data } from '../common/protocol/action';
import type { customer, CustomerFile, FileConversation, Visit } from '../common/protocol/customer';
import type { ConversationDocument, CustomerDocument, Rating } from '../common/protocol/documents';
import { linkToAvatar } from '../common/steps/customer';
import { fileIn } from '../common/steps/customer-file';
import { notesAbout } from '../common/steps/customer-notes';
import { reachableCustomer, type Reachable } from '../common/steps/file-access';
import { openName, openOne } from '../common/steps/stream';

type Mask = (text: string) => string;

/** All that staff know of a customer; numbers are hidden, the telephone number for everybody, others for who does not serve them now. */
export async function file(
  { customerId }: Checked<typeof customer.file>,
  caller: Caller,
): Promise<Data<typeof customer.file>> {
  const reached = await reachableCustomer(customerId, caller);
  const [notes, avatar] = await Promise.all([notesAbout(customerId), linkToAvatar(reached.customer, caller.now)]);
  const hide = watchful(reached.isServing ? (text) => text : masked);
  const found = {
    ...profileIn(reached.customer, hide.mask),
    ...(avatar !== undefined && { avatar }),
    ...writtenIn(reached.customer, hide.mask),
    notes: notes.map((note) => ({ ...note, text: hide.mask(note.text) })),
    conversations: reached.chats.map((chat) => rowOf(chat, reached, caller, hide.mask)),
    visits: visitsIn(reached.chats),
    products: productsIn(reached.chats),
  };
  return { ...found, isMasked: found.phone !== undefined || hide.hasHidden() };
}

/** A mask that knows whether it has hidden anything. */
function watchful(mask: Mask): { mask: Mask; hasHidden: () => boolean } {
  let hasHidden = false;
  return {
    mask(text) {
      const shown = mask(text);
      hasHidden ||= shown !== text;
      return shown;
    },
    hasHidden: () => hasHidden,
  };
}

const profileIn = ({ _id, name, createdAt, consent, blockedAt }: CustomerDocument, mask: Mask) => ({
  customerId: _id,
  name: mask(openName(_id, name)),
  since: createdAt,
  ...(consent && { consent }),
  ...(blockedAt !== undefined && { blockedAt }),
});

function writtenIn(document: CustomerDocument, mask: Mask) {
  const { version, tags, written, overwritten } = fileIn(document);
  const { remark, phone } = written;
  return {
    version,
    tags: [...tags],
    ...(remark?.value && { remark: hiddenIn(remark, mask) }),
    ...(phone?.value && { phone: hiddenIn(phone, masked) }),
    lost: overwritten.map(({ field, ...value }) => ({ field, ...hiddenIn(value, field === 'phone' ? masked : mask) })),
  };
}

const hiddenIn = ({ value, version, by, at }: Value, mask: Mask) => ({ value: mask(value), version, by, at });

function rowOf(chat: ConversationDocument, { isServing }: Reachable, caller: Caller, mask: Mask): FileConversation {
  const { _id, status, openedAt, closedAt, skill, source, tags, rating, readers } = chat;
  const agent = ownerOf(chat);
  return {
    conversationId: _id,
    status,
    openedAt,
    ...(closedAt !== undefined && { closedAt }),
    ...(agent && { agent: { id: agent.id, name: agent.name ?? agent.id } }),
    ...(skill !== undefined && { skill }),
    ...(source && { source }),
    ...(tags && { tags }),
    ...(rating && { rating: ratingIn(_id, rating, mask) }),
    mayOpen: caller.scope === 'all' || isServing || readers.includes(caller.to),
  };
}

const ratingIn = (streamId: string, { score, at, comment, answers }: Rating, mask: Mask) => ({
  score,
  at,
  ...(comment !== undefined && { comment: mask(openName(streamId, comment)) }),
  ...(answers !== undefined && { answers: (openOne(streamId, answers) as string[] | undefined) ?? [] }),
});

const MOST_VISITS = 50;

/** Where the customer has been, the latest first. */
function visitsIn(chats: ConversationDocument[]): Visit[] {
  const all = chats.flatMap(({ _id, visits, source, openedAt }) => [
    ...((openOne(_id, visits) as Visit[] | undefined) ?? []),
    ...(source ? [{ ...source, at: openedAt }] : []),
  ]);
  return all.sort((a, b) => b.at - a.at).slice(0, MOST_VISITS);
}

type Product = CustomerFile['products'][number];

/** What the conversations were about, each product once, the latest first. */
function productsIn(chats: ConversationDocument[]): Product[] {
  const all = chats.flatMap(({ _id, shown = [], source = {} }) => [
    ...shown.toReversed().flatMap((one) => (openOne(_id, one) as Product | undefined) ?? []),
    ...(source.productId ? [{ productId: source.productId, productName: source.productName ?? source.productId }] : []),
  ]);
  return [...new Map(all.toReversed().map((product) => [product.productId, product])).values()].reverse();
}
