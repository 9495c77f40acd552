import * as v from 'valibot';
import { AppError } from './errors';
import { id, name, tags, text } from './fields';
import { EXCERPT_LIMIT, FILE_LIMIT, MENTION_LIMIT, VOICE_LIMIT_MS } from './limits';

/** A file in cloud storage. */
export const fileId = v.pipe(v.string(), v.regex(/^cloud:\/\/[^\s]{1,500}$/, 'must be a cloud file id'));

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** Bytes. */
const size = v.pipe(count, v.maxValue(FILE_LIMIT));

/** Pixels. */
const side = v.pipe(v.number(), v.minValue(1), v.maxValue(50_000));

/** Milliseconds. */
const duration = v.pipe(v.number(), v.minValue(0));

const label = v.pipe(v.string(), v.trim(), v.maxLength(128));

/** Something of the host's own: a path in its package or an address on the network. */
const picture = v.pipe(v.string(), v.maxLength(512), v.regex(/^(https:\/\/|cloud:\/\/|\/)/, 'must be an address'));

const page = v.pipe(v.string(), v.maxLength(256));

const excerptLine = v.object({ name: label, kind: v.pipe(v.string(), v.maxLength(16)), text: label, sentAt: count });

/** What each kind of message says, before encryption. */
export const bodies = {
  text: v.object({ text, mentions: v.optional(v.pipe(v.array(id), v.maxLength(MENTION_LIMIT))) }),
  image: v.object({
    fileId,
    width: side,
    height: side,
    size,
    /** The picture as it was taken, when the sender chose to send that too. */
    original: v.optional(v.object({ fileId, size })),
  }),
  voice: v.object({ fileId, duration: v.pipe(duration, v.maxValue(VOICE_LIMIT_MS)), size }),
  video: v.object({ fileId, cover: v.optional(fileId), width: side, height: side, duration, size }),
  file: v.object({ fileId, name, size }),
  product: v.object({ productId: id, name: label, price: label, picture: v.optional(picture), page: v.optional(page) }),
  order: v.object({
    orderId: id,
    title: label,
    status: label,
    amount: label,
    count: v.optional(count),
    picture: v.optional(picture),
    page: v.optional(page),
  }),
  /** Part of a conversation, shown to colleagues; only among notes. */
  excerpt: v.object({
    conversationId: id,
    lines: v.pipe(v.array(excerptLine), v.minLength(1), v.maxLength(EXCERPT_LIMIT)),
    text: v.optional(text),
    mentions: v.optional(v.pipe(v.array(id), v.maxLength(MENTION_LIMIT))),
  }),
  /** Who a customer is, shown to colleagues; only among notes. */
  customer: v.object({
    customerId: id,
    name,
    product: v.optional(label),
    tags,
    text: v.optional(text),
    mentions: v.optional(v.pipe(v.array(id), v.maxLength(MENTION_LIMIT))),
  }),
};

/** What people may send. */
export type SentKind = keyof typeof bodies;

/** What a message of each kind says. */
export type BodyOf<K extends SentKind> = v.InferOutput<(typeof bodies)[K]>;

/** The kinds whose content lies in cloud storage. */
export type MediaKind = 'image' | 'voice' | 'video' | 'file';

/** A body that fits its kind; refuses any other. */
export function checkBody<K extends SentKind>(kind: K, body: unknown): BodyOf<K> {
  const result = v.safeParse(bodies[kind], body);
  if (result.success) return result.output;
  throw new AppError('INVALID_INPUT', v.summarize(result.issues));
}

const fileIdsIn = (body: Record<string, unknown>): string[] => {
  const { fileId: own, cover, original } = body as { fileId?: string; cover?: string; original?: { fileId: string } };
  return [own, cover, original?.fileId].filter((one) => one !== undefined);
};

/** The files a body points to. */
export const filesOf = (body: object): string[] => fileIdsIn(body as Record<string, unknown>);
