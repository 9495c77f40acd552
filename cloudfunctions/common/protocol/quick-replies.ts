import * as v from 'valibot';
import { fileId } from './bodies';
import { clientId, text } from './fields';

/** A text an agent sends by two taps. `{customer}`, `{agent}` and `{product}` stand for what they name. */
export type QuickReply = {
  replyId: string;
  isTeam: boolean;
  group: string;
  title: string;
  text: string;
  order: number;
  /** A picture that goes with it: its file, and where a phone gets it until the link ends. */
  image?: { fileId: string; url: string };
};

const line = v.pipe(v.string(), v.trim(), v.maxLength(32));

/** `replyId` is minted by the phone: saving it again changes the same one. */
export const quickReplyFields = {
  replyId: clientId,
  isTeam: v.optional(v.boolean(), false),
  group: v.optional(line, ''),
  title: v.pipe(line, v.minLength(1)),
  text,
  order: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1e6)), 0),
  image: v.optional(fileId),
};
