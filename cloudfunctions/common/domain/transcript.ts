import { createHash } from 'node:crypto';
import type { Author, Body, Kind, Message, SystemBody, Withheld } from '../protocol/documents';
import { isNotes } from '../protocol/notes';
import { localTime } from './calendar';
import { saidIn } from './transcript-text';
import { transcriptWords, type Language } from './transcript-words';

/** A transcript: one line for each message, and each line's hash covers all before it. */

/** What a line says, in this order. */
export const columns = [
  'number',
  'time',
  'customer',
  'role',
  'sender',
  'kind',
  'text',
  'remark',
  'conversationId',
  'seq',
  'messageId',
] as const;

/** One message as it stands in a transcript to be read. */
export type Line = string[];

/** A line and the hash of everything up to it. */
export type ChainedLine = { line: Line; hash: string };

/** One message for a transcript; without `body` it could not be verified. */
export type Said = Pick<Message, 'messageId' | 'conversationId' | 'seq' | 'sentAt' | 'recalledAt'> & {
  from: Author;
  kind: Kind;
  customer: string;
  withheld?: Withheld | undefined;
  body: Body | SystemBody | 'hidden' | undefined;
};

/** How a transcript is written. */
export type Manner = { language: Language; utcOffsetMinutes: number; mask: (text: string) => string };

/** What no reader can see or no workbook can hold becomes a box; lines end in one way. */
export const displayable = (text: string): string =>
  text.replace(/\r\n?/g, '\n').replace(/(?![\t\n])\p{Cc}|\p{Cs}|\p{Noncharacter_Code_Point}|\uFFFD/gu, '\u25A1');

/** `YYYY-MM-DD HH:MM:SS` on the clocks of a place. */
export const timeIn = (at: number, utcOffsetMinutes: number): string =>
  `${localTime(at, utcOffsetMinutes)}:${String(Math.floor(at / 1000) % 60).padStart(2, '0')}`;

/** The line of the message that stands at a place (from 1 on). */
export function lineOf(said: Said, place: number, { language, utcOffsetMinutes, mask }: Manner): Line {
  const words = transcriptWords[language];
  const { from, kind, body, customer } = said;
  const line = [
    String(place),
    timeIn(said.sentAt, utcOffsetMinutes),
    mask(customer),
    words.roles[from.role],
    mask(nameOf(said, words.roles.system)),
    words.kinds[kind],
    typeof body === 'object' ? mask(saidIn(kind, body, language)) : '',
    remarkOn(said, language, utcOffsetMinutes),
    said.conversationId,
    String(said.seq),
    said.messageId,
  ];
  return line.map(displayable);
}

/** The line of a message that was deleted before it could be written. */
export const goneLine = (messageId: string, place: number, language: Language): Line =>
  columns.map((column) => {
    if (column === 'number') return String(place);
    if (column === 'remark') return transcriptWords[language].remarks.gone;
    return column === 'messageId' ? messageId : '';
  });

/** Whether a line is what colleagues have noted among themselves. */
export const isNote = (line: Line): boolean => isNotes(line[columns.indexOf('conversationId')] ?? '');

const nameOf = ({ from, customer }: Said, system: string): string =>
  from.role === 'customer' ? customer : (from.name ?? (from.role === 'system' ? system : from.id));

function remarkOn(
  { conversationId, body, recalledAt, withheld }: Said,
  language: Language,
  utcOffsetMinutes: number,
): string {
  const { remarks } = transcriptWords[language];
  return [
    isNotes(conversationId) && remarks.note,
    body === undefined && remarks.unverified,
    recalledAt !== undefined && remarks.recalled(timeIn(recalledAt, utcOffsetMinutes)),
    withheld !== undefined && remarks.withheld,
  ]
    .filter((part) => part !== false)
    .join('; ');
}

export const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');

/** The hash of a line that follows on another. */
export const hashAfter = (previous: string, line: Line): string => sha256(`${previous}\n${JSON.stringify(line)}`);

/** The lines with their hashes, going on from one. */
export function chained(lines: readonly Line[], start: string): ChainedLine[] {
  let hash = start;
  return lines.map((line) => ({ line, hash: (hash = hashAfter(hash, line)) }));
}
