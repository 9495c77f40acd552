import type { BodyOf, SentKind } from '../../../cloudfunctions/common/protocol/bodies';
import type { ChatItem } from '../chat-item';
import { text } from '../text/text';
import { type Box, fileIcon, fileSize, pictureBox, playTime, shortName, voiceTime, voiceWidth } from './measures';
import { obstacle } from './plain-content';
import { markedParts, type TextPart, textParts } from './text-parts';

/** Where the files of a message can be had; `refused`: they cannot. */
export type MediaSource = { url: string; cover?: string; original?: string } | 'refused' | undefined;

/** What is the same for all that takes time to go up or down: 100 when it does not. */
type Moving = { percent: number };

/** What stands inside a bubble, measured and written out. An address is empty as long as it is not known. */
export type Bubble =
  | { kind: 'text'; parts: TextPart[] }
  | { kind: 'quiet'; content: string }
  | ({ kind: 'image'; url: string; isRefused: boolean; original: string } & Box & Moving)
  | ({ kind: 'voice'; time: string; width: number } & Moving)
  | ({ kind: 'video'; url: string; isRefused: boolean; time: string } & Box & Moving)
  | ({ kind: 'file'; name: string; size: string; icon: string; colour: string } & Moving)
  | { kind: 'product'; name: string; price: string; picture: string }
  | { kind: 'order'; number: string; title: string; status: string; amount: string; count: string; picture: string }
  | { kind: 'excerpt'; title: string; lines: string[]; text: string };

/** Lines of an excerpt that are seen before it is opened. */
const EXCERPT_LINES = 4;

type Make<K extends SentKind> = (
  body: BodyOf<K>,
  item: ChatItem,
  media: MediaSource,
  marked: readonly string[],
) => Bubble;

const make: { [K in SentKind]: Make<K> } = {
  text: (body, _item, _media, marked) => ({ kind: 'text', parts: markedParts(textParts(body.text), marked) }),
  image: (body, item, media) => ({
    kind: 'image',
    ...pictureBox(body),
    ...seen(item.local?.path ?? linkOf(media)?.url, media),
    original: body.original && item.state !== 'sending' ? text.tap.original(fileSize(body.original.size)) : '',
    percent: percentOf(item),
  }),
  voice: ({ duration }, item) => ({
    kind: 'voice',
    time: voiceTime(duration),
    width: voiceWidth(duration),
    percent: percentOf(item),
  }),
  video: (body, item, media) => ({
    kind: 'video',
    ...pictureBox(body),
    ...seen(item.local?.cover ?? linkOf(media)?.cover, media),
    time: playTime(body.duration),
    percent: percentOf(item),
  }),
  file: ({ name, size }, item) => ({
    kind: 'file',
    name: shortName(name),
    ...fileIcon(name),
    size: fileSize(size),
    percent: percentOf(item),
  }),
  product: ({ name, price, picture = '' }) => ({ kind: 'product', name, price, picture }),
  order: ({ orderId, title, status, amount, count = 1, picture = '' }) => ({
    kind: 'order',
    number: text.kinds.orderNumber(orderId),
    title,
    status,
    amount,
    count: text.kinds.pieces(count),
    picture,
  }),
  excerpt: ({ lines, text: note = '' }) => ({
    kind: 'excerpt',
    title: text.kinds.excerptTitle,
    lines: lines.slice(0, EXCERPT_LINES).map((line) => `${line.name}：${line.text}`),
    text: note,
  }),
  customer: ({ name, product = '', tags, text: note = '' }) => ({
    kind: 'excerpt',
    title: text.kinds.customerTitle,
    lines: [name, product, tags.join(' · ')].filter((line) => line !== ''),
    text: note,
  }),
};

/** What the bubble of a message shows; `marked`: words that stand out in a text. */
export function bubbleOf(item: ChatItem, media: MediaSource, marked: readonly string[] = []): Bubble {
  const { kind, body } = item;
  const reason = obstacle(item);
  if (reason !== undefined) return { kind: 'quiet', content: reason };
  if (kind === 'system' || kind === 'divider' || kind === 'unknown') return { kind: 'quiet', content: '' };
  return (make[kind] as (...given: unknown[]) => Bubble)(body, item, media, marked);
}

const linkOf = (media: MediaSource): Exclude<MediaSource, 'refused'> => (media === 'refused' ? undefined : media);

const seen = (url: string | undefined, media: MediaSource): { url: string; isRefused: boolean } => ({
  url: url ?? '',
  isRefused: url === undefined && media === 'refused',
});

const percentOf = ({ state, local }: ChatItem): number => (state === 'sending' ? (local?.percent ?? 0) : 100);
