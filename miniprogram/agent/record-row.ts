import { isNotes, subjectOf } from '../../cloudfunctions/common/protocol/notes';
import type { Hit } from '../../cloudfunctions/common/protocol/search';
import { separatorTime } from '../shared/format/time';
import type { Target } from './navigation';
import { recordsText } from './text/records';

const says = recordsText.records;

/** A message that was found, as the results show it. */
export type RecordRow = {
  key: string;
  /** The conversation, where its messages stand together and this is the first. */
  heading: string;
  /** Above the words; the sender's own where the conversation has its heading. */
  name: string;
  sender: string;
  agent: string;
  time: string;
  parts: { text: string; isHit: boolean }[];
  signs: string[];
  label: string;
};

/** `previous`: the hit above it, where they stand by conversation. */
export function recordRow(hit: Hit, now: number, previous?: Hit | 'none'): RecordRow {
  const { customer, agent, kind } = hit;
  const [sender, time, signs] = [senderOf(hit), separatorTime(hit.sentAt, now), signsOf(hit)];
  const content = hit.isUnverifiable ? says.unverifiable : hit.text || says.kinds[kind];
  return {
    key: hit.messageId,
    heading: isFirst(hit, previous) ? headingOf(hit) : '',
    ...(previous === undefined
      ? { name: customer.name, sender, agent: agent?.name ?? '' }
      : { name: sender, sender: '', agent: '' }),
    time,
    parts: hit.text === '' ? [{ text: content, isHit: false }] : partsOf(hit),
    signs,
    label: [customer.name, time, ...signs, says.said(sender, content)].join('，'),
  };
}

const isFirst = (hit: Hit, previous: Hit | 'none' | undefined): boolean =>
  previous === 'none' || (previous !== undefined && conversationOf(previous) !== conversationOf(hit));

const headingOf = ({ customer, agent }: Hit): string => [customer.name, agent?.name].filter(Boolean).join(' · ');

function senderOf({ from, customer }: Hit): string {
  if (from.role === 'system') return says.roles.system;
  return from.name ?? (from.role === 'customer' ? customer.name : says.roles.agent);
}

const signsOf = ({ isNote, recalledAt }: Hit): string[] => [
  ...(isNote ? [says.note] : []),
  ...(recalledAt === undefined ? [] : [says.recalled]),
];

/** So much before the first hit leaves it in the two lines of a row, also in large type. */
const LEAD = 20;

/** The text from shortly before the first hit on, where that stands far behind. */
function inSight({ text, marks }: Hit): Pick<Hit, 'text' | 'marks'> {
  const wanted = marks.length === 0 ? 0 : Math.min(...marks.map(([from]) => from)) - LEAD;
  if (wanted <= 0) return { text, marks };
  const start = /[\uDC00-\uDFFF]/.test(text.charAt(wanted)) ? wanted - 1 : wanted;
  return { text: `…${text.slice(start)}`, marks: marks.map(([from, to]) => [from - start + 1, to - start + 1]) };
}

/** The text cut where what was looked for begins and ends. */
function partsOf(hit: Hit): RecordRow['parts'] {
  const { text, marks } = inSight(hit);
  const parts: RecordRow['parts'] = [];
  let end = 0;
  for (const [from, to] of [...marks].sort((a, b) => a[0] - b[0])) {
    if (from < end) continue;
    if (from > end) parts.push({ text: text.slice(end, from), isHit: false });
    parts.push({ text: text.slice(from, to), isHit: true });
    end = to;
  }
  if (end < text.length) parts.push({ text: text.slice(end), isHit: false });
  return parts;
}

/** The conversation that a hit opens; notes stand in the one they are about. */
export const conversationOf = ({ conversationId }: Hit): string => subjectOf(conversationId);

/** Where in its conversation a hit stands, and what is to be seen there. */
export function targetOf(hit: Hit): Target {
  const words = hit.marks.map(([from, to]) => hit.text.slice(from, to));
  const isNote = hit.isNote === true || isNotes(hit.conversationId);
  return { seq: hit.seq, isNote, words: [...new Set(words)] };
}
