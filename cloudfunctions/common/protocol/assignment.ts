import * as v from 'valibot';
import { action } from './action';
import type { Presence } from './documents';

export const assignment = {
  /** Also the heartbeat: saying the same again renews the lease. */
  status: action<{ presence: Presence; leaseUntil: number }>()({ status: v.picklist(['online', 'busy', 'offline']) }),
};
