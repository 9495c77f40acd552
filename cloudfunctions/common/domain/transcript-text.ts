import type { BodyOf, SentKind } from '../protocol/bodies';
import type { Body, Kind, SystemBody } from '../protocol/documents';
import { transcriptWords, type Language, type TranscriptWords } from './transcript-words';

type Tellers = { [K in SentKind]: (body: BodyOf<K>, words: TranscriptWords) => (string | number | undefined)[] };

const seconds = (ms: number, words: TranscriptWords): string => words.seconds(Math.round(ms / 1000));

const size = (bytes: number): string =>
  bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;

/** What a transcript says of each kind of message. */
const told: Tellers = {
  text: ({ text }) => [text],
  image: ({ width, height, size: bytes }) => [`${width}×${height}`, size(bytes)],
  voice: ({ duration, size: bytes }, words) => [seconds(duration, words), size(bytes)],
  video: ({ duration, size: bytes }, words) => [seconds(duration, words), size(bytes)],
  file: ({ name, size: bytes }) => [name, size(bytes)],
  product: ({ name, price, productId }) => [name, price, productId],
  order: ({ title, orderId, status, amount }) => [title, orderId, status, amount],
  excerpt: ({ text, lines }, words) => [
    text,
    words.lines(lines.length),
    lines.map(({ name, text: line }) => `${name}: ${line}`).join('\n'),
  ],
  customer: ({ text, name, product, tags }) => [text, name, product, tags.join(', ')],
};

/** What somebody or the system said, in words. */
export function saidIn(kind: Kind, body: Body | SystemBody, language: Language): string {
  const words = transcriptWords[language];
  if ('event' in body) return happened(body, words);
  const parts = (told[kind as SentKind] as (body: Body, words: TranscriptWords) => (string | number | undefined)[])(
    body,
    words,
  );
  return parts.filter((part) => part !== undefined && part !== '').join(' · ');
}

function happened(body: SystemBody, { events }: TranscriptWords): string {
  const { agentName, name, closesInMinutes } = body as { agentName?: string; name?: string; closesInMinutes?: number };
  return events[body.event]?.(agentName ?? name ?? String(closesInMinutes ?? '')) ?? body.event;
}
