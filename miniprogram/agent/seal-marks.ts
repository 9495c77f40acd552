import type { FeedDocument, SealMark } from '../../cloudfunctions/common/protocol/documents';
import type { Feed } from '../shared/feed';
import { store, stored } from '../shared/storage';

type Kept = { marks: SealMark[] };

/** Marks that are kept; the oldest go first. */
const MOST = 500;

const nameOf = (account: string): string => `seals/${account}`;

/** The seals of the log as this phone was told of them, in their order. They outlive signing out: a log written anew is known by them. */
export function sealMarks(account: string): readonly SealMark[] {
  const kept = stored(nameOf(account)) as Kept | undefined;
  return Array.isArray(kept?.marks) ? kept.marks : [];
}

/** Keeps what the feed tells of seals; what was told first of each stays. Returns how to stop. */
export const followSeals = (feed: Feed, account: string): (() => void) =>
  feed.subscribe({
    onDocuments(documents) {
      const told = documents.flatMap(markIn);
      if (told.length > 0) keep(account, told);
    },
  });

const markIn = (document: FeedDocument<number>): SealMark[] => (document.type === 'seal' ? [document.seal] : []);

/** What a check has seen is as good as what was told. */
export function keep(account: string, told: readonly SealMark[]): void {
  const known = new Map([...told, ...sealMarks(account)].map((mark) => [mark.number, mark]));
  const marks = [...known.values()].sort((a, b) => a.number - b.number).slice(-MOST);
  store(nameOf(account), { marks });
}
