import * as v from 'valibot';
import { action } from './action';
import { name } from './fields';

export const customer = {
  /** What the shop calls the customer; with a name, the customer changes it. */
  profile: action<{ id: string; name: string }>()({ name: v.optional(name) }),
};
