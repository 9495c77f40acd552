import type { ConversationDocument, Person } from '../protocol/documents';
import type { PrivateSettings, Settings } from '../protocol/settings';
import { placedEntries, type PlacedEntry } from './entries';
import { isWithin } from './hours';
import { normalise } from './search-terms';
import { isCustomerOf } from './sides';
import { isMember } from './sides';

/** Who has not received a message for this long, and has shown no other sign, is taken for away. */
export const SILENT_MS = 20_000;

/** In `alerted`, the place of those on call; no address looks like this. */
export const ON_CALL = ':on-call';

/** In `alerted`, the place of the robot's group. */
export const IN_GROUP = ':group';

type Chat = Pick<
  ConversationDocument,
  | 'status'
  | 'people'
  | 'readers'
  | 'watchers'
  | 'recent'
  | 'lastSeq'
  | 'reads'
  | 'here'
  | 'delivered'
  | 'alerted'
  | 'marks'
>;

/** What an alert to one reader is about: the last message they should read. */
export type DueAlert = { person: Person; seq: number };

/** Where nothing is known to be hidden. */
const NOTHING: ReadonlySet<string> = new Set();

type Quiet = { quiet?: PrivateSettings['alerts']['quiet']; utcOffsetMinutes: number };

/** Those who take part now; who looks on unseen does not. */
const participants = (chat: Chat): Person[] => chat.people.filter(({ to }) => isMember(chat, to));

const hasLeft = ({ here = {} }: Chat, to: string): boolean => (here[to] ?? 0) < 0;

/** Whether everybody on the agents' side has left, or nobody has come yet. */
const isUnattended = (chat: Chat): boolean =>
  participants(chat).every(({ role, to }) => role === 'customer' || hasLeft(chat, to));

/** Whether a message just saved can be a reason to alert anybody; if not, nothing else need be asked. */
export function mayAlert(chat: Chat, sender: string): boolean {
  if (chat.status === 'staff') return false;
  if (participants(chat).some(({ to }) => to !== sender && hasLeft(chat, to))) return true;
  return isCustomerOf(chat, sender) && isUnattended(chat);
}

/** The messages of others that somebody has not read, as far as they are at hand. `hidden` are not for others to see. */
function unread(chat: Chat, to: string, hidden: ReadonlySet<string>): PlacedEntry[] {
  const readSeq = chat.reads[to] ?? 0;
  return placedEntries(chat).filter(
    ({ _id, seq, by, kind }) => seq > readSeq && by !== to && kind !== 'system' && !hidden.has(_id),
  );
}

/** Whether there is nothing in the phone's silence: it has the message, or came back after it. */
const hasSign = ({ here = {}, delivered = {} }: Chat, to: string, { seq, sentAt }: PlacedEntry): boolean =>
  (delivered[to] ?? 0) >= seq || (here[to] ?? 0) >= sentAt;

/** The time from which on somebody is taken for away, by the first message their phone has not received. */
function awayFrom(chat: Chat, to: string, entries: readonly PlacedEntry[]): number | undefined {
  if (hasLeft(chat, to)) return 0;
  const first = entries.find((entry) => !hasSign(chat, to, entry));
  return first && first.sentAt + SILENT_MS;
}

/** Whether somebody has left, or has been silent for too long to be there. */
export function isAway(chat: Chat, to: string, now: number): boolean {
  const from = awayFrom(chat, to, unread(chat, to, NOTHING));
  return from !== undefined && from <= now;
}

/** Whether agents are not to be disturbed now. */
export const isQuiet = ({ quiet, utcOffsetMinutes }: Quiet, now: number): boolean =>
  quiet !== undefined && isWithin(quiet, now, utcOffsetMinutes);

/** One alert until it has been read, none to those who do not want any, and none to agents at quiet hours. */
function mayBeAlerted(chat: Chat, { to, role }: Person, quiet: Quiet, now: number): boolean {
  const wasAlerted = (chat.alerted?.[to] ?? 0) > (chat.reads[to] ?? 0);
  const isMuted = chat.marks?.[to]?.muted === true;
  return !wasAlerted && !isMuted && !(role === 'agent' && isQuiet(quiet, now));
}

/** Who is to be alerted now. Notes among colleagues alert nobody. */
export function dueAlerts(chat: Chat, quiet: Quiet, now: number, hidden = NOTHING): DueAlert[] {
  if (chat.status === 'staff') return [];
  return participants(chat).flatMap((person) => {
    const entries = unread(chat, person.to, hidden);
    const last = entries.at(-1);
    const from = awayFrom(chat, person.to, entries);
    const isDue = last && from !== undefined && from <= now && mayBeAlerted(chat, person, quiet, now);
    return isDue ? [{ person, seq: last.seq }] : [];
  });
}

/** When it will be known of the next reader whether they are away; undefined when there is nobody left to wait for. */
export function nextSilence(chat: Chat, now: number): number | undefined {
  const times = participants(chat).map(({ to }) => awayFrom(chat, to, unread(chat, to, NOTHING)));
  const later = times.filter((time): time is number => time !== undefined && time > now);
  return later.length > 0 ? Math.min(...later) : undefined;
}

/** Whether a text holds one of the words that make it urgent. */
export function isUrgent(text: string, words: readonly string[]): boolean {
  const said = normalise(text);
  return words.some((word) => said.includes(normalise(word)));
}

/** Whether those on call may be told of this conversation: nobody of the team is in it, and nobody has read since the last time. */
export function mayCallOut(chat: Chat): boolean {
  const agents = chat.people.filter(({ role }) => role === 'agent');
  const readSeq = Math.max(0, ...agents.map(({ to }) => chat.reads[to] ?? 0));
  return isUnattended(chat) && (chat.alerted?.[ON_CALL] ?? 0) <= readSeq;
}

/** The clocks that hours and quiet times go by. */
export const utcOffsetOf = ({ hours }: Settings): number => hours?.utcOffsetMinutes ?? 480;
