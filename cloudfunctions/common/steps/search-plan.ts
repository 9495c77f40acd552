import { agents, command, conversations } from '../cloud/db';
import { isAskedFor, type Asked } from '../domain/search-filters';
import { kindTerms, normalise, sharedTerms, textTerms } from '../domain/search-terms';
import { phrasesOf } from '../domain/search-text';
import { sum } from '../domain/sum';
import type { Checked } from '../protocol/action';
import type { ConversationDocument } from '../protocol/documents';
import { textLength } from '../protocol/limits';
import { isNotes, notesIdOf } from '../protocol/notes';
import type { search } from '../protocol/search';
import { rarest } from './common-terms';
import { MeantCustomers } from './search-customers';
import { SUBJECT_FIELDS } from './search-subjects';
import { MergedWalk, PlainWalk, type Course, type Stretch, type Walk } from './search-walk';

/** What is looked for. */
export type Conditions = Omit<Checked<typeof search.messages>, 'order' | 'cursor' | 'limit'>;

/** How a search goes about it: through which messages, and which of them it wants; `examined` is what it took to find out. */
export type Plan = { walk: Walk; asked: Asked; meant?: MeantCustomers | undefined; examined: number };

/** More conversations than these are not walked one by one. */
const FEW = 50;

/** Conversations with as many messages are searched faster one by one than by a term. */
const FEW_MESSAGES = 1000;

/**
 * Chooses the way of a search: through the few conversations asked for, by the rarest term of what is looked for, or through a time.
 * Undefined when no customer or agent is meant.
 */
export async function planOf(conditions: Conditions, course: Course, now: number): Promise<Plan | undefined> {
  const { customer, agent } = conditions;
  const meant = customer === undefined ? undefined : await MeantCustomers.of(customer);
  const agentIds = agent === undefined ? undefined : await agentsNamed(agent);
  if (meant?.ids.size === 0 || agentIds?.size === 0) return undefined;
  const asked: Asked = { ...conditions, customerIds: meant?.ids, agentIds };
  const { few, examined } = await fewOf(asked, meant?.areAllKnown ?? false);
  const walk = await walkOf(conditions, few, course, now);
  return { walk, asked, meant, examined };
}

/** What all messages looked for are found by: neighbours in their words, or else what kind they are of. */
function termsOf(conditions: Conditions): string[] {
  const words = phrasesOf(conditions).flatMap(conditions.anyScript ? sharedTerms : textTerms);
  const kinds = kindTerms(conditions.kind ?? 'text');
  return kinds.length === 0 || words.some((term) => textLength(term) > 1) ? words : kinds;
}

async function walkOf(conditions: Conditions, few: Stretch[] | undefined, course: Course, now: number): Promise<Walk> {
  if (few && sum(few.map(({ lastSeq }) => lastSeq)) <= FEW_MESSAGES) return new MergedWalk(few, course);
  const lead = await rarest(termsOf(conditions), now);
  if (lead !== undefined) return new PlainWalk({ terms: lead }, course);
  return few ? new MergedWalk(few, course) : new PlainWalk({}, course);
}

/** The team is small: all of it is read. */
async function agentsNamed(keyword: string): Promise<Set<string>> {
  const part = normalise(keyword);
  const team = await agents.find({}, { limit: 1000, fields: ['_id', 'name'] });
  return new Set(team.flatMap(({ _id, name }) => (_id === keyword || normalise(name).includes(part) ? [_id] : [])));
}

type Few = { few?: ConversationDocument[]; examined: number };

/** The streams of the conversations asked for, as soon as one condition leaves only a few. */
async function fewOf(asked: Asked, areCustomersKnown: boolean): Promise<Few> {
  let examined = 0;
  for (const filter of narrowing(asked, areCustomersKnown)) {
    const found = await conversations.find(filter, { limit: FEW + 1, fields: SUBJECT_FIELDS });
    examined += found.length;
    if (found.length > FEW) continue;
    const few = await streamsOf(found, asked);
    return { few, examined: examined + few.length };
  }
  return { examined };
}

/** Of what was found, the conversations asked for, with their notes. */
async function streamsOf(found: ConversationDocument[], asked: Asked): Promise<ConversationDocument[]> {
  const subjects = found.filter((one) => !isNotes(one._id) && isAskedFor(one, asked));
  const itself = found.filter(({ _id }) => _id === asked.conversationId);
  const streams = [...subjects, ...(await notesOf(subjects)), ...itself];
  return [...new Map(streams.map((one) => [one._id, one])).values()];
}

const notesOf = (subjects: readonly ConversationDocument[]): Promise<ConversationDocument[]> =>
  conversations.find(
    { _id: command.in(subjects.map(({ _id }) => notesIdOf(_id))) },
    { limit: FEW, fields: SUBJECT_FIELDS },
  );

const among = (ids: ReadonlySet<string>) => command.in([...ids]);

/** What conversations can be found by, each through an index of its own. */
function narrowing(asked: Asked, areCustomersKnown: boolean): Record<string, unknown>[] {
  const { conversationId, customerIds, agentIds, tag, ratings } = asked;
  return [
    ...(conversationId === undefined ? [] : [{ _id: conversationId }]),
    ...(customerIds && areCustomersKnown ? [{ customerId: among(customerIds) }] : []),
    ...(tag === undefined ? [] : [{ tags: tag }]),
    ...(agentIds ? [{ 'people.id': among(agentIds) }] : []),
    ...(ratings ? [{ 'rating.score': command.in(ratings) }] : []),
  ];
}
