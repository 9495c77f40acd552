import type { Withheld } from '../common/protocol/documents';
import { isNotes } from '../common/protocol/notes';
import type { Caller } from '../common/cloud/serve';
import { wordsOf } from '../common/domain/search-terms';
import { hasCheckedFiles, needsVerdict } from '../common/domain/verdicts';
import { judge } from '../common/steps/judge';
import { currentPrivateSettings } from '../common/steps/settings';
import type { Draft } from './draft';

/** Judging that has begun while the message is being saved. */
export type Trial = {
  isJudged: boolean;
  /** Whether its files will have to be judged after it is kept. */
  hasFiles: boolean;
  /** Why others may not see it, now that it is known whether staff have said it. */
  verdict: (isStaff: boolean) => Promise<Withheld | undefined>;
};

/** Who is known to write as staff, by conversation: the platform judges only what customers say. */
const knownStaff = new Set<string>();
const MOST_KNOWN = 5000;

const none: Trial = { isJudged: false, hasFiles: false, verdict: () => Promise.resolve(undefined) };

/** Begins to judge, if there is anything to judge; costs nothing when moderation is off. Staff judge each other's notes themselves. */
export async function beginTrial({ conversationId, entry, said: body }: Draft, caller: Caller): Promise<Trial> {
  if (isNotes(conversationId)) return none;
  const { kind } = entry;
  const key = `${conversationId} ${caller.to}`;
  const isStaff = knownStaff.has(key);
  const { moderation } = await currentPrivateSettings(caller.now);
  if (!needsVerdict({ kind, words: wordsOf(body), isStaff }, moderation)) return none;
  const said = { kind, body, isStaff, speaker: caller };
  const begun = judge(said, caller.now);
  return {
    isJudged: true,
    hasFiles: !isStaff && hasCheckedFiles(kind),
    verdict(isReallyStaff) {
      if (isReallyStaff) rememberStaff(key);
      return isReallyStaff === isStaff ? begun : judge({ ...said, isStaff: isReallyStaff }, caller.now);
    },
  };
}

function rememberStaff(key: string): void {
  if (knownStaff.size >= MOST_KNOWN) knownStaff.clear();
  knownStaff.add(key);
}
