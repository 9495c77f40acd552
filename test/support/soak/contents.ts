import type { SentKind } from '../../../cloudfunctions/common/protocol/bodies';
import type { Outgoing } from '../../../miniprogram/shared/outgoing';

export type ChatKind = Exclude<SentKind, 'excerpt' | 'customer'>;

/** Picks a file with this name; answers its path on the phone. */
type Pick = (name: string) => string;

const side = { width: 40, height: 30 };
const ofFile = (path: string) => [{ field: 'file' as const, path }];

/** A message of each kind that can be told from all others by its mark. */
const contents: Record<ChatKind, (mark: number, pick: Pick) => Outgoing> = {
  text: (mark) => ({ kind: 'text', body: { text: `#${mark}\n你好 😀` } }),
  image: (mark, pick) => ({ kind: 'image', body: { ...side, size: mark }, files: ofFile(pick(`${mark}.jpg`)) }),
  voice: (mark, pick) => ({ kind: 'voice', body: { duration: 900, size: mark }, files: ofFile(pick(`${mark}.mp3`)) }),
  video: (mark, pick) => ({
    kind: 'video',
    body: { ...side, duration: 900, size: mark },
    files: [...ofFile(pick(`${mark}.mp4`)), { field: 'cover', path: pick(`${mark}-cover.jpg`) }],
  }),
  file: (mark, pick) => ({ kind: 'file', body: { name: '说明.pdf', size: mark }, files: ofFile(pick(`${mark}.pdf`)) }),
  product: (mark) => ({ kind: 'product', body: { productId: 'boots', name: `#${mark}`, price: '¥ 1' } }),
  order: (mark) => ({
    kind: 'order',
    body: { orderId: `${mark}`, title: `#${mark}`, status: '已发货', amount: '¥ 1' },
  }),
};

export const kinds = Object.keys(contents) as ChatKind[];

export const contentOf = (kind: ChatKind, mark: number, pick: Pick): Outgoing => contents[kind](mark, pick);

/** The mark of a body that was made here; undefined for any other. */
export function markOf(body: object | undefined): number | undefined {
  const { text, name, title, size } = (body ?? {}) as Partial<Record<'text' | 'name' | 'title', string>> & {
    size?: number;
  };
  if (size !== undefined) return size;
  const [, digits] = /^#(\d+)/.exec(text ?? title ?? name ?? '') ?? [];
  return digits === undefined ? undefined : Number(digits);
}
