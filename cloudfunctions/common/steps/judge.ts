import { checkText, type Speaker } from '../cloud/content-checks';
import { authorOf, type PlacedEntry } from '../domain/entries';
import { wordsOf } from '../domain/search-terms';
import { gravest, hasCheckedFiles, partsOf, withheldBy } from '../domain/verdicts';
import { holdsWord } from '../domain/word-list';
import type { Body, ConversationDocument, FileVerdict, Kind, SystemBody, Withheld } from '../protocol/documents';
import { VERDICT_MS } from '../protocol/limits';
import { currentPrivateSettings } from './settings';
import { openBody } from './stream';

/** What has to be judged. */
export type Said = { kind: Kind; body: Body | SystemBody; isStaff: boolean; speaker: Speaker };

/**
 * Why others may not see what somebody says: the business's words first, then, for customers, the platform's verdict, if it comes
 * in time. Files are judged later; until then nobody sees them.
 */
export async function judge({ kind, body, isStaff, speaker }: Said, now: number): Promise<Withheld | undefined> {
  const { isOn, words, onFailure } = (await currentPrivateSettings(now)).moderation;
  if (!isOn) return undefined;
  const text = wordsOf(body);
  if (holdsWord(text, words)) return 'risky';
  if (isStaff) return undefined;
  const withheld = withheldBy(await inTime(checkParts(text, speaker)), onFailure);
  return withheld ?? (hasCheckedFiles(kind) ? 'checking' : undefined);
}

async function checkParts(text: string, speaker: Speaker): Promise<FileVerdict> {
  if (text.trim() === '') return 'pass';
  return gravest(await Promise.all(partsOf(text).map((part) => checkText(part, speaker))));
}

/** The verdict, or `failed` when it takes too long. */
async function inTime(verdict: Promise<FileVerdict>): Promise<FileVerdict> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<FileVerdict>((resolve) => {
    timer = setTimeout(() => resolve('failed'), VERDICT_MS);
  });
  const first = await Promise.race([verdict, late]);
  clearTimeout(timer);
  return first;
}

/** A saved entry with its verdict, for those who find one that its sender did not see through. */
export async function judged(conversation: ConversationDocument, entry: PlacedEntry): Promise<PlacedEntry> {
  const body = entry.judged && openBody(conversation._id, entry._id, entry.body);
  if (!body) return entry;
  const isStaff = authorOf(entry, conversation.people).role !== 'customer';
  return withVerdict(entry, await judge({ kind: entry.kind, body, isStaff, speaker: { to: entry.by } }, Date.now()));
}

/** An entry with the verdict that stands. */
export function withVerdict(entry: PlacedEntry, verdict: Withheld | undefined): PlacedEntry {
  const { withheld, ...rest } = entry;
  return verdict === undefined ? rest : { ...rest, withheld: verdict };
}
