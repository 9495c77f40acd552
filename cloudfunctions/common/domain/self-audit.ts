import type { ConversationDocument, Incident, MessageDocument, Person } from '../protocol/documents';

/** What of a kept message is compared. */
export type KeptMessage = Pick<MessageDocument, '_id' | 'seq' | 'clientId' | 'from' | 'kind' | 'sentAt' | 'withheld'>;

/** The seqs that are looked at, both ends included. */
export type SeqRange = { first: number; last: number };

const incident = (conversationId: string, kind: Incident['kind'], seq: number): Incident => ({
  conversationId,
  kind,
  seq,
});

/** Seqs that were given out and have no message, and messages that are there twice: by their seq, or by what their author sent once. */
export function wrongInRecord(
  conversationId: string,
  { first, last }: SeqRange,
  kept: readonly KeptMessage[],
): Incident[] {
  const seqs = new Set<number>();
  const sendings = new Set<string>();
  const duplicates: Incident[] = [];
  for (const { seq, clientId, from } of kept) {
    const sending = `${from.id}\n${clientId}`;
    if (seqs.has(seq) || sendings.has(sending)) duplicates.push(incident(conversationId, 'duplicate', seq));
    seqs.add(seq);
    sendings.add(sending);
  }
  const all = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
  return [...all.filter((seq) => !seqs.has(seq)).map((seq) => incident(conversationId, 'gap', seq)), ...duplicates];
}

type Told = Pick<ConversationDocument, '_id' | 'people' | 'readers' | 'agentId'>;

/** From which seq on somebody must have been told: customers always, the owner since the message that names them, unless there were more owners than one. */
function toldFrom({ _id, people, agentId }: Told, { role, id }: Person, kept: readonly KeptMessage[]): number {
  if (role === 'customer') return 0;
  const assigned = kept.findLast((message) => message._id.startsWith(`${_id}:assigned:`));
  const isOnly = id === agentId && people.every((person) => person.role === 'customer' || person.id === id);
  return isOnly && assigned ? assigned.seq : Number.MAX_SAFE_INTEGER;
}

/** The feed documents that must be there, by the seq they tell of; nobody must have been told of what is withheld. */
export function mustBeTold(conversation: Told, kept: readonly KeptMessage[], since: number): Map<string, number> {
  const readers = conversation.people.filter(({ to }) => conversation.readers.includes(to));
  const told = kept.filter(({ withheld, sentAt }) => withheld === undefined && sentAt >= since);
  return new Map(
    readers.flatMap((reader) => {
      const from = toldFrom(conversation, reader, kept);
      return told.filter(({ seq }) => seq >= from).map(({ _id, seq }) => [`${_id}:${reader.to}`, seq] as const);
    }),
  );
}

/** What one look came to. */
export type Tally = { conversations: number; checked: number; incidents: Incident[] };

export const emptyTally: Tally = { conversations: 0, checked: 0, incidents: [] };

export const addTallies = (one: Tally, other: Tally): Tally => ({
  conversations: one.conversations + other.conversations,
  checked: one.checked + other.checked,
  incidents: [...one.incidents, ...other.incidents],
});

export const countOf = ({ incidents }: Tally, kind: Incident['kind']): number =>
  incidents.filter((one) => one.kind === kind).length;

/** Each seq that somebody was not told of, once. */
export const untold = (conversationId: string, missing: Iterable<number>): Incident[] =>
  [...new Set(missing)].map((seq) => incident(conversationId, 'untold', seq));
