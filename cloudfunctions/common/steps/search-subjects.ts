import { command, conversations } from '../cloud/db';
import type { Caller } from '../cloud/serve';
import type { Subject } from '../domain/search-filters';
import { subjectOf } from '../protocol/notes';
import { lookable } from './access';

/** What a search has to know of a conversation. */
export const SUBJECT_FIELDS = [
  '_id',
  'status',
  'customerId',
  'customerName',
  'agentId',
  'people',
  'readers',
  'skill',
  'source',
  'tags',
  'rating',
  'openedAt',
  'lastAt',
  'lastSeq',
];

/** Documents that deciding on one conversation may take besides its own: notes, the customer, their open conversation. */
const LOOKED_AT_BESIDES = 3;

/** The conversations that messages found stand in, each read and judged once in a search. */
export class Subjects {
  examined = 0;
  private readonly known = new Map<string, Subject>();
  private readonly judged = new Set<string>();
  private readonly allowed = new Set<string>();

  constructor(private readonly caller: Caller) {}

  /** Reads what is not known yet of the conversations of these streams, and whether the caller may look into them. */
  async load(streamIds: readonly string[]): Promise<void> {
    const fresh = [...new Set(streamIds)].filter((id) => !this.judged.has(id));
    await this.read(fresh.flatMap((id) => [id, subjectOf(id)]));
    const found = fresh.flatMap((id) => this.known.get(id) ?? []);
    for (const id of await lookable(found, this.caller)) this.allowed.add(id);
    for (const id of fresh) this.judged.add(id);
    if (this.caller.scope === 'own') this.examined += found.length * LOOKED_AT_BESIDES;
  }

  /** The conversation that a stream belongs to, unless the caller may not look into the stream. */
  of(streamId: string): Subject | undefined {
    if (!this.allowed.has(streamId)) return undefined;
    return this.known.get(subjectOf(streamId));
  }

  private async read(ids: string[]): Promise<void> {
    const missing = [...new Set(ids)].filter((id) => !this.known.has(id));
    if (missing.length === 0) return;
    const filter = { _id: command.in(missing) };
    const found = await conversations.find(filter, { limit: missing.length, fields: SUBJECT_FIELDS });
    for (const one of found) this.known.set(one._id, one);
    this.examined += found.length;
  }
}
