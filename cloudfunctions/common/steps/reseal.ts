import { decrypt, encrypt } from '../cloud/cipher';
import {
  archive,
  audit,
  command,
  conversations,
  customerNotes,
  customers,
  jobs,
  messages,
  savedSearches,
} from '../cloud/db';
import { streamKeys } from '../cloud/keys';
import { partsOf } from '../domain/parts';
import type { PageResult } from '../domain/rewrap';
import { placesIn, type SealedCollection, type SealedPlace } from '../domain/sealed-places';
import { parseCipher } from '../protocol/cipher';
import type { UnverifiableMessage } from '../protocol/documents';

const AT_ONCE = 10;

/** How often one that others change at the same moment is tried; a later pass comes by again. */
const MOST_TRIES = 3;

/** Of a collection, what going through it needs. */
type Kept = {
  find: (filter: object, options: object) => Promise<{ _id: string }[]>;
  get: (id: string) => Promise<{ _id: string } | undefined>;
  count: (filter: Record<string, unknown>) => Promise<number>;
  changeAll: (filter: object, changes: object) => Promise<number>;
};

const collections = {
  conversations,
  customers,
  customer_notes: customerNotes,
  messages,
  archive,
  audit,
  jobs,
  saved_searches: savedSearches,
} satisfies Record<SealedCollection, unknown> as unknown as Record<SealedCollection, Kept>;

/** One page: up to which id it went (undefined when there is none after it), and what it came to. */
export type Page = PageResult & { last: string | undefined; broken: UnverifiableMessage[] };

/** How many documents of a collection there are to look at. */
export const sizeOf = (name: SealedCollection): Promise<number> => collections[name].count({});

/** Seals by the current version what a page of a collection holds of older ones. May be repeated, cut off and raced at any point. */
export async function resealPage(name: SealedCollection, after: string, limit: number): Promise<Page> {
  const found = await collections[name].find({ _id: command.gt(after) }, { sort: ['_id', 'asc'], limit });
  const outcomes: Outcome[] = [];
  for (const part of partsOf(found, AT_ONCE))
    outcomes.push(...(await Promise.all(part.map((one) => reseal(name, one)))));
  const count = (state: Outcome['state']) => outcomes.filter((one) => one.state === state).length;
  return {
    last: found.length < limit ? undefined : found.at(-1)?._id,
    examined: found.length,
    changed: count('changed'),
    left: count('left'),
    broken: outcomes.flatMap(({ broken }) => broken),
  };
}

type Outcome = { state: 'fine' | 'changed' | 'left'; broken: UnverifiableMessage[] };

/** Guarded by the very strings it replaces: whoever writes at the same time wins, and is looked at again. */
async function reseal(name: SealedCollection, document: { _id: string }): Promise<Outcome> {
  let current: { _id: string } | undefined = document;
  for (let round = 0; current && round < MOST_TRIES; round += 1) {
    const { guard, changes, broken } = resealed(name, current);
    if (Object.keys(changes).length === 0) return { state: 'fine', broken };
    if ((await collections[name].changeAll({ _id: current._id, ...guard }, changes)) > 0)
      return { state: 'changed', broken };
    current = await collections[name].get(document._id);
  }
  return { state: current ? 'left' : 'fine', broken: [] };
}

type Strings = Record<string, string>;

/** What is sealed by an older version, by where it stands: as it is, and as it is to be. What cannot be verified is left as it is. */
function resealed(name: SealedCollection, document: { _id: string }) {
  const guard: Strings = {};
  const changes: Strings = {};
  const broken: UnverifiableMessage[] = [];
  for (const place of placesIn(name, document)) {
    const keys = streamKeys(place.stream);
    if (parseCipher(place.cipher)?.version === keys[0]?.version) continue;
    const opened = decrypt(keys, place.cipher, place.context);
    if (opened === undefined) broken.push(...messageAt(name, place));
    else [guard[place.path], changes[place.path]] = [place.cipher, encrypt(keys, opened, place.context)];
  }
  return { guard, changes, broken };
}

/** The message that a place belongs to, if any. */
const messageAt = (name: SealedCollection, { path, stream, context }: SealedPlace): UnverifiableMessage[] =>
  name === 'messages' || name === 'archive' || path.startsWith('recent.')
    ? [{ conversationId: stream, messageId: context }]
    : [];
