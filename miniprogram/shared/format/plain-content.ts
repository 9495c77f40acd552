import type { BodyOf, SentKind } from '../../../cloudfunctions/common/protocol/bodies';
import type { Kind, SystemBody } from '../../../cloudfunctions/common/protocol/documents';
import type { ChatItem } from '../chat-item';
import { text } from '../text/text';
import { seconds } from './measures';
import { type Side, systemText } from './system-text';

/** What a message of each kind says, in one line. */
const wordsOf: { [K in SentKind]: (body: BodyOf<K>) => string } = {
  text: (body) => body.text,
  image: () => text.kinds.image,
  voice: ({ duration }) => text.kinds.voice(seconds(duration)),
  video: () => text.kinds.video,
  file: ({ name }) => text.kinds.file(name),
  product: ({ name }) => text.kinds.product(name),
  order: ({ title }) => text.kinds.order(title),
  excerpt: (body) => [text.kinds.excerpt(body.lines.length), body.text].filter(Boolean).join(' '),
  customer: (body) => [text.kinds.customer(body.name), body.text].filter(Boolean).join(' '),
};

/** Why a message cannot be shown; undefined when it can. */
export function obstacle({ kind, body, withheld }: ChatItem): string | undefined {
  if (kind === 'divider') return undefined;
  if (body === undefined && withheld) return text.withheld.hidden[withheld];
  if (kind === 'unknown') return text.bubble.unknownKind;
  return body === undefined ? text.bubble.unverified : undefined;
}

/** What a message says, in plain words. */
export function plainContent(item: ChatItem, side: Side): string {
  const { kind, body, own } = item;
  if (kind === 'divider') return text.list.divider;
  const reason = obstacle(item);
  if (reason !== undefined || kind === 'unknown') return reason ?? '';
  return bodyInWords(kind, body, side, own);
}

/** What a body says, in plain words. */
export const bodyInWords = (kind: Kind, body: unknown, side: Side, own: boolean): string =>
  kind === 'system' ? systemText(body as SystemBody, side, own) : (wordsOf[kind] as (body: unknown) => string)(body);
