import { text } from '../shared/text/text';
import type { Presence } from '../../cloudfunctions/common/protocol/documents';
import type { ConversationRow } from '../shared/conversation-rows';
import { fits, listItem, type ListItem } from './conversation-item';
import { offerView, type OfferView } from './offer-view';
import { isIn, type Segment } from './segments';
import type { Session } from './session';
import { words } from './text/words';
import { type WaitingItem, waitingItem } from './waiting-item';

/** What of the list is wanted. */
export type Wanted = { segment: Segment; query: string; /** The conversation beside the list. */ chosen: string };

export type SegmentTab = { name: Segment; title: string; count: number; label: string };

export type ListView = {
  rows: ListItem[];
  offers: OfferView[];
  waiting: WaitingItem[];
  /** Those who wait beyond the ones that are shown. */
  moreWaiting: string;
  segments: SegmentTab[];
  loadText: string;
};

/** All that the agents' list shows of what is known now. */
export function listView(session: Session, wanted: Wanted, now: number): ListView {
  const { conversations, queue, options } = session;
  const all = conversations.items();
  const found = shownRows(session, wanted, now);
  const waiting = queue.items().map((each) => waitingItem(each, options.skillName(each.skill), now));
  const more = queue.count() - waiting.length;
  return {
    rows: found,
    offers: all.flatMap((row) => offerView(row, session, now) ?? []),
    waiting: waiting.filter((item) => fits(item, wanted.query)),
    moreWaiting: more > 0 ? words.queue.more(more) : '',
    segments: segmentTabs(session),
    loadText: text.conversations.load(all.filter((row) => isServed(row, session)).length, session.me.capacity),
  };
}

function shownRows(session: Session, { segment, query, chosen }: Wanted, now: number): ListItem[] {
  const { conversations, drafts, me, options } = session;
  return conversations
    .items()
    .filter((row) => isIn(segment, row, me.id))
    .map((row) => {
      const { conversationId: id } = row;
      const draft = id === chosen ? '' : drafts.of(id).trim();
      return listItem(row, draft, options.skillName(row.skill), now);
    })
    .filter((item) => fits(item, query));
}

function segmentTabs({ conversations, queue, me }: Session): SegmentTab[] {
  const counted = (segment: Segment): number =>
    segment === 'queue' ? queue.count() : conversations.items().filter((row) => isIn(segment, row, me.id)).length;
  return (['active', 'queue', 'followUp'] as const).map((name) => {
    const [title, count] = [words.segments[name], counted(name)];
    return { name, title, count, label: words.segments.label(title, count) };
  });
}

/** Takes one of the agent's places. */
const isServed = ({ status, agent }: ConversationRow, { me }: Session): boolean =>
  status === 'active' && agent?.id === me.id;

/** The steps from what a list shows to what it should show: of rows that stay where they are only those that have changed. */
export function listPaths(before: ListView, after: ListView): Record<string, unknown> {
  const paths: Record<string, unknown> = {};
  for (const key of Object.keys(after) as (keyof ListView)[])
    if (key !== 'rows' && differs(before[key], after[key])) paths[key] = after[key];
  return { ...paths, ...rowPaths(before.rows, after.rows) };
}

function rowPaths(before: readonly ListItem[], after: readonly ListItem[]): Record<string, unknown> {
  const stay = before.length === after.length && before.every(({ id }, index) => id === after[index]?.id);
  if (!stay) return { rows: after };
  const changed = after.flatMap((item, index) =>
    differs(before[index], item) ? [[`rows[${index}]`, item] as const] : [],
  );
  return Object.fromEntries(changed);
}

const differs = (a: unknown, b: unknown): boolean => JSON.stringify(a) !== JSON.stringify(b);

export type EmptyState = { sentence: string; hint: string; action: string };

/** What an empty list says: off duty nobody comes. */
export function emptyState(presence: Presence, segment: Segment): EmptyState {
  const { emptyOpen: sentence, emptyOpenHint, emptyBusy, emptyOffDuty, goOnline } = text.conversations;
  if (segment !== 'active') return { sentence: words[segment].empty, hint: words[segment].emptyHint, action: '' };
  if (presence === 'online') return { sentence, hint: emptyOpenHint, action: '' };
  return { sentence, hint: presence === 'busy' ? emptyBusy : emptyOffDuty, action: goOnline };
}
