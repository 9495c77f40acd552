import * as v from 'valibot';
import { TAG_LIMIT, TEXT_LIMIT, textLength } from './limits';

/** An id minted by us or by the platform. Never an object: an operator such as `{$ne: null}` is no id. */
export const id = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_:@-]{1,128}$/, 'must be an id'));

/** Minted once per message by the phone, so that sending again is safe. */
export const clientId = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,64}$/, 'must be 1–64 of A–Z a–z 0–9 _ -'));

/** The latest moment a date can hold. */
const LAST_MOMENT = 8.64e15;

/** Epoch milliseconds. */
export const moment = v.pipe(v.number(), v.minValue(0), v.maxValue(LAST_MOMENT));

export const seq = v.pipe(v.number(), v.integer(), v.minValue(0));

export const name = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(64));

/** A label on a conversation or a customer. */
export const tag = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(32));

export const tags = v.pipe(v.array(tag), v.maxLength(TAG_LIMIT));

/** What a customer thought of a conversation: 5 is best. */
export const score = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(5));

export const pageSize = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100));

export const text = v.pipe(
  v.string(),
  v.check((value) => value.trim() !== '', 'must not be empty'),
  v.check((value) => textLength(value) <= TEXT_LIMIT, `must hold at most ${TEXT_LIMIT} characters`),
);

/** A group of settings, read by a checker that says what is wrong where. */
export const written = v.custom<Record<string, unknown>>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  'must be a group of settings',
);
