import { action } from './action';
import type { BodyOf } from './bodies';
import type { Presence, Role } from './documents';

export type Me = {
  id: string;
  name: string;
  role: Role;
  skills: string[];
  capacity: number;
  /** The address of this person's feed. */
  to: string;
  presence: Presence;
  leaseUntil: number;
  load: number;
};

/** Somebody one works with. */
export type Colleague = { id: string; name: string; role: Role; presence: Presence };

export const team = {
  me: action<Me>()({}),
  /** Everybody on the team, the caller too; who has not been heard of for a while counts as offline. */
  agents: action<{ agents: Colleague[] }>()({}),
  /** What an agent can send a card of. */
  products: action<{ products: BodyOf<'product'>[] }>()({}),
};
