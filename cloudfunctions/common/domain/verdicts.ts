import type { CheckDocument, FileVerdict, Kind, Withheld } from '../protocol/documents';
import { MEDIA_VERDICT_MS } from '../protocol/limits';
import type { PrivateSettings } from '../protocol/settings';
import { holdsWord } from './word-list';

type Moderation = PrivateSettings['moderation'];

/** Kinds whose files the platform judges; videos and files it cannot. */
const CHECKED_KINDS: Kind[] = ['image', 'voice'];

export const hasCheckedFiles = (kind: Kind): boolean => CHECKED_KINDS.includes(kind);

/** Whether a message has to be judged before others see it: what customers say, and what staff say if it is on the list. */
export function needsVerdict(
  said: { kind: Kind; words: string; isStaff: boolean },
  { isOn, words }: Moderation,
): boolean {
  if (!isOn) return false;
  return said.isStaff ? holdsWord(said.words, words) : said.words !== '' || hasCheckedFiles(said.kind);
}

/** What a verdict means for others; nothing: they see the message. */
export function withheldBy(verdict: FileVerdict, onFailure: Moderation['onFailure']): Withheld | undefined {
  if (verdict === 'risky') return 'risky';
  if (verdict === 'review') return 'unchecked';
  return verdict === 'failed' && onFailure === 'withhold' ? 'unchecked' : undefined;
}

/** From the gravest to the best. */
const GRAVITY: FileVerdict[] = ['risky', 'review', 'failed', 'pass'];

/** The gravest of several verdicts. */
export const gravest = (verdicts: readonly FileVerdict[]): FileVerdict =>
  GRAVITY.find((one) => verdicts.includes(one)) ?? 'pass';

/** The verdict on all files of a message: as soon as one is risky, otherwise when every one is judged. */
export function verdictOf(checks: readonly Pick<CheckDocument, 'verdict'>[]): FileVerdict | undefined {
  const verdicts = checks.flatMap(({ verdict }) => (verdict === undefined ? [] : [verdict]));
  if (verdicts.includes('risky')) return 'risky';
  return verdicts.length === checks.length && checks.length > 0 ? gravest(verdicts) : undefined;
}

/** The longest text the platform judges at once, in UTF-16 units, and what two parts share, so that no word falls between them. */
const PART_UNITS = 2500;
const SHARED_CHARACTERS = 50;

/** A text in parts that can be judged. */
export function partsOf(text: string): string[] {
  if (text.length <= PART_UNITS) return [text];
  const characters = Array.from(text);
  const size = PART_UNITS / 2;
  const step = size - SHARED_CHARACTERS;
  const count = Math.ceil((characters.length - SHARED_CHARACTERS) / step);
  return Array.from({ length: count }, (_, index) => characters.slice(index * step, index * step + size).join(''));
}

/** When the last of the verdicts that are waited for is due. */
export const verdictDueAt = (checking: readonly { sentAt: number }[]): number | undefined =>
  checking.length === 0 ? undefined : Math.min(...checking.map(({ sentAt }) => sentAt)) + MEDIA_VERDICT_MS;
