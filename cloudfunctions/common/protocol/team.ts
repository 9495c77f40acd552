import { action } from './action';
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

export const team = {
  me: action<Me>()({}),
};
