import { command } from '../cloud/db';
import type { Caller } from '../cloud/serve';
import { messageOf, placedEntries, type PlacedEntry } from '../domain/entries';
import { masked } from '../domain/masking';
import { wordsOf } from '../domain/search-terms';
import { isCustomerOf } from '../domain/sides';
import type { Waiting } from '../protocol/assignment';
import type { ConversationDocument, Message } from '../protocol/documents';
import { withVerdict } from './judge';
import { findKeptIn } from './kept';
import { openBody } from './stream';
import { shownTo } from './visible';

/** One entry of each conversation, with the verdict on it where there is one to look up. */
async function withVerdicts(chosen: [ConversationDocument, PlacedEntry | undefined][]) {
  const judged = chosen.flatMap(([, entry]) => (entry?.judged ? [entry._id] : []));
  const isArchived = chosen.some(([{ archivedAt }]) => archivedAt !== undefined);
  const kept = judged.length > 0 ? await findKeptIn(isArchived, { _id: command.in(judged) }) : [];
  const verdicts = new Map(kept.map(({ _id, withheld }) => [_id, withheld]));
  return new Map(
    chosen.flatMap(([{ _id }, entry]): [string, PlacedEntry][] => {
      if (!entry) return [];
      const verdict = entry.judged && !verdicts.has(entry._id) ? 'checking' : verdicts.get(entry._id);
      return [[_id, withVerdict(entry, verdict)]];
    }),
  );
}

/** What was said last in each, as the caller sees it. */
export async function lastMessages(
  found: readonly ConversationDocument[],
  caller: Pick<Caller, 'scope' | 'to'>,
): Promise<(conversation: ConversationDocument) => Message | undefined> {
  const entries = await withVerdicts(found.map((one) => [one, placedEntries(one).at(-1)]));
  return (conversation) => {
    const entry = entries.get(conversation._id);
    return entry && shownTo(conversation, caller)(messageOf(conversation, entry));
  };
}

const lastOfCustomer = (conversation: ConversationDocument): PlacedEntry | undefined =>
  placedEntries(conversation).findLast(({ by, kind }) => kind !== 'system' && isCustomerOf(conversation, by));

/** What the customer of each said last, in words, without numbers; nothing of what was taken back or is withheld. */
export async function lastWords(
  found: readonly ConversationDocument[],
): Promise<(conversation: ConversationDocument) => Waiting['last']> {
  const entries = await withVerdicts(found.map((one) => [one, lastOfCustomer(one)]));
  return (conversation) => {
    const entry = entries.get(conversation._id);
    if (!entry || entry.withheld || messageOf(conversation, entry).recalledAt !== undefined) return undefined;
    const said = openBody(conversation._id, entry._id, entry.body);
    return { kind: entry.kind, text: said && entry.kind === 'text' ? masked(wordsOf(said)) : '', sentAt: entry.sentAt };
  };
}
