import * as v from 'valibot';
import words from './words.json';

const suggestSchema = v.picklist(['review', 'risky']);

/** https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/sec-center/sec-check/msgSecCheck.html */
const labelSchema = v.picklist([10001, 20001, 20002, 20003, 20006, 20008, 20012, 20013, 21000]);

/** How this cloud judges texts and media, as `/local/moderation` takes it. */
export const moderationSchema = v.object({
  /** What makes a text, or a medium with it in its address, suspect. */
  words: v.array(v.object({ word: v.pipe(v.string(), v.minLength(1)), suggest: suggestSchema, label: labelSchema })),
  /** The function that is registered for the event wxa_media_check. */
  mediaFunction: v.pipe(v.string(), v.minLength(1)),
  /** How long a verdict on a medium takes. */
  mediaDelayMs: v.pipe(v.number(), v.minValue(0)),
});

export type Moderation = v.InferOutput<typeof moderationSchema>;

/** What the cloud thinks of something; 100 is the label of the harmless. */
export type Judgement = { suggest: 'pass' | 'review' | 'risky'; label: number; word?: string };

/** The word list that a new cloud has. */
export const defaultModeration: Moderation = v.parse(moderationSchema, {
  words,
  mediaFunction: 'media',
  mediaDelayMs: 1000,
});

/** The gravest thing that the text holds; upper and lower case are the same. */
export function judge(text: string, { words }: Moderation): Judgement {
  const lower = text.toLowerCase();
  const found = words.filter(({ word }) => lower.includes(word.toLowerCase()));
  return found.find(({ suggest }) => suggest === 'risky') ?? found[0] ?? { suggest: 'pass', label: 100 };
}
