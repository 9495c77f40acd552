import type { OwnMessage } from '../../../../cloudfunctions/common/protocol/rights';
import { bodyInWords } from '../../../shared/format/plain-content';
import { calendarDay, clockTime } from '../../../shared/format/time';
import { words } from '../../text/words';
import type { OwnData, WholeConversation } from './own-data';

const says = words.data;

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign);

const moment = (at: number): string => `${calendarDay(at)} ${clockTime(at)}`;

const STYLE = `body{margin:0 auto;max-width:720px;padding:16px;font:16px/1.6 -apple-system,sans-serif;color:#181818}
h2{margin:32px 0 4px;font-size:18px}p{margin:4px 0}.who{color:#666;font-size:13px}.said{white-space:pre-wrap;overflow-wrap:anywhere}
@media(prefers-color-scheme:dark){body{color:#ddd;background:#111}.who{color:#999}a{color:#7ab8ff}}`;

/** All of it as a page that any browser shows, without anything from elsewhere. */
export function htmlOf(data: OwnData, now: number): string {
  const title = escaped(says.fileTitle);
  const head = `<!doctype html><html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><style>${STYLE}</style></head>`;
  const body = [`<h1>${title}</h1>`, ...profileLines(data, now), ...data.conversations.map(conversationPart)];
  return `${head}<body>${body.join('\n')}</body></html>`;
}

const line = (text: string): string => `<p>${escaped(text)}</p>`;

function profileLines({ profile, conversations }: OwnData, now: number): string[] {
  const { name, id, since, consent } = profile ?? { name: '', id: '', since: now };
  return [
    line(says.madeAt(moment(now))),
    line(says.profileLine(name, id, moment(since))),
    ...(consent ? [line(says.consentLine(consent.version, moment(consent.at)))] : []),
    line(says.count(conversations.length)),
    line(says.linksHint),
  ];
}

function conversationPart({ openedAt, source, agents, rating, messages }: WholeConversation): string {
  const about = [source?.productName, agents.join('、')].filter(Boolean).join(' · ');
  return [
    `<h2>${moment(openedAt)}</h2>`,
    ...(about ? [line(about)] : []),
    ...(rating ? [line(says.ratingLine(rating.score, rating.comment ?? ''))] : []),
    ...messages.map(messagePart),
  ].join('\n');
}

function messagePart(message: OwnMessage): string {
  const { sentAt, from, links = [] } = message;
  const who = from.role === 'customer' ? says.me : (from.name ?? '');
  const files = links.map((link) => `<a href="${escaped(link)}">${escaped(says.file)}</a>`).join(' ');
  return `<p><span class="who">${escaped(`${moment(sentAt)} ${who}`)}</span><br><span class="said">${escaped(contentOf(message))}</span> ${files}</p>`;
}

function contentOf({ kind, said, isHidden, isUnverifiable, from }: OwnMessage): string {
  if (isHidden || !said) return isUnverifiable ? says.unverifiable : says.hidden;
  return bodyInWords(kind, said, 'customer', from.role === 'customer');
}
