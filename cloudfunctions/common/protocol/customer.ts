import * as v from 'valibot';
import { action } from './action';
import { fileId } from './bodies';
import { id, name } from './fields';

/** What the shop knows of the customer. `avatar` is a file that the customer's phone may read. */
export type Profile = {
  id: string;
  name: string;
  avatar?: string;
  /** The version of the privacy text consented to, and when. */
  consent?: number;
  consentedAt?: number;
};

/** A customer who can open no conversation; `conversationId` is the last one. */
export type Blocked = { customerId: string; name: string; blockedAt: number; conversationId?: string };

export const customer = {
  /** What the shop calls the customer; what is given, the customer changes. Pictures lie in `kefu/avatars/<id>/`. */
  profile: action<Profile>()({ name: v.optional(name), avatar: v.optional(fileId) }),
  /** Consents to a version of the privacy text. */
  consent: action<null>()({ version: v.pipe(v.number(), v.integer(), v.minValue(1)) }),
  /** Keeps the customer of a conversation out, and ends the one they are in; or lets them in again. */
  block: action<null>()({ conversationId: id, isBlocked: v.boolean() }),
  /** Those who are kept out, the latest first. */
  blocked: action<{ customers: Blocked[] }>()({}),
};
