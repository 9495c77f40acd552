import type { Data } from '../../cloudfunctions/common/protocol/action';
import type { assignment } from '../../cloudfunctions/common/protocol/assignment';
import { call } from '../shared/cloud';

export type Options = Data<typeof assignment.options>;

/** Admins do not change these by the minute. */
const FRESH_MS = 60_000;

/** To what conversations can be handed and with what they can be marked, as the business has it. */
export class BusinessOptions {
  private known: Options = { skills: [], tags: [], requireTags: false };
  private fetchedAt = 0;

  current(): Options {
    return this.known;
  }

  async fetch(): Promise<Options> {
    if (Date.now() - this.fetchedAt < FRESH_MS) return this.known;
    this.known = await call('assignment', 'options', {});
    this.fetchedAt = Date.now();
    return this.known;
  }

  skillName(id: string | undefined): string {
    return this.known.skills.find((skill) => skill.id === id)?.name ?? id ?? '';
  }
}
