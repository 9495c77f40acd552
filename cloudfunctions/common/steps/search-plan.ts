import { agents, command, conversations, customers } from '../cloud/db';
import { isAskedFor, type Asked } from '../domain/search-filters';
import { kindTerms, leadingTerms, normalise } from '../domain/search-terms';
import { phrasesOf } from '../domain/search-text';
import type { Checked } from '../protocol/action';
import type { ConversationDocument } from '../protocol/documents';
import { isNotes, notesIdOf } from '../protocol/notes';
import type { search } from '../protocol/search';
import { rarest } from './common-terms';
import { SUBJECT_FIELDS } from './search-subjects';
import { MergedWalk, PlainWalk, type Course, type Walk } from './search-walk';

/** What is looked for. */
export type Conditions = Omit<Checked<typeof search.messages>, 'order' | 'cursor' | 'limit'>;

/** How a search goes about it: through which messages, and which of them it wants; `examined` is what it took to find out. */
export type Plan = { walk: Walk; asked: Asked; examined: number };

/** More conversations than these are not walked one by one. */
const FEW = 50;

/** Conversations with as many messages are searched faster one by one than by a term. */
const FEW_MESSAGES = 1000;

/** Customers found by one keyword. */
const MOST_CUSTOMERS = 200;

/**
 * Chooses the way of a search: through the few conversations asked for, by the rarest term of what is looked for, or through a time.
 * Undefined when no customer or agent is meant.
 */
export async function planOf(conditions: Conditions, course: Course): Promise<Plan | undefined> {
  const asked = await askedIn(conditions);
  if (!asked) return undefined;
  const { few, examined } = await fewOf(asked);
  const lead = await rarest([...phrasesOf(conditions).flatMap(leadingTerms), ...kindTerms(conditions.kind ?? 'text')]);
  const isShort = few !== undefined && sum(few.map(({ lastSeq }) => lastSeq)) <= FEW_MESSAGES;
  const walk =
    few && (isShort || lead === undefined)
      ? new MergedWalk(few, course)
      : new PlainWalk(lead === undefined ? {} : { terms: lead }, course);
  return { walk, asked, examined };
}

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);

/** The conditions with customers and agents by their ids; undefined when there are none such. */
async function askedIn(conditions: Conditions): Promise<Asked | undefined> {
  const { conversationId, customer, agent, skill, product, tag, ratings } = conditions;
  const customerIds = customer === undefined ? undefined : await customersNamed(customer);
  const agentIds = agent === undefined ? undefined : await agentsNamed(agent);
  if (customerIds?.size === 0 || agentIds?.size === 0) return undefined;
  return { conversationId, customerIds, agentIds, skill, product, tag, ratings };
}

async function customersNamed(keyword: string): Promise<Set<string>> {
  const found = await customers.find({ _id: keyword }, { limit: MOST_CUSTOMERS, fields: ['_id'] });
  return new Set(found.map(({ _id }) => _id));
}

/** The team is small: all of it is read. */
async function agentsNamed(keyword: string): Promise<Set<string>> {
  const part = normalise(keyword);
  const team = await agents.find({}, { limit: 1000, fields: ['_id', 'name'] });
  return new Set(team.flatMap(({ _id, name }) => (_id === keyword || normalise(name).includes(part) ? [_id] : [])));
}

type Few = { few?: ConversationDocument[]; examined: number };

/** The streams of the conversations asked for, as soon as one condition leaves only a few. */
async function fewOf(asked: Asked): Promise<Few> {
  let examined = 0;
  for (const filter of narrowing(asked)) {
    const found = await conversations.find(filter, { limit: FEW + 1, fields: SUBJECT_FIELDS });
    examined += found.length;
    if (found.length > FEW) continue;
    const subjects = found.filter((one) => !isNotes(one._id) && isAskedFor(one, asked));
    const notes = await notesOf(subjects);
    const streams = found.filter((one) => one._id === asked.conversationId);
    return {
      few: [...new Map([...subjects, ...notes, ...streams].map((one) => [one._id, one])).values()],
      examined: examined + notes.length,
    };
  }
  return { examined };
}

const notesOf = (subjects: readonly ConversationDocument[]): Promise<ConversationDocument[]> =>
  conversations.find(
    { _id: command.in(subjects.map(({ _id }) => notesIdOf(_id))) },
    { limit: FEW, fields: SUBJECT_FIELDS },
  );

const among = (ids: ReadonlySet<string>) => command.in([...ids]);

/** What conversations can be found by, each through an index of its own. */
function narrowing({ conversationId, customerIds, agentIds, tag, ratings }: Asked): Record<string, unknown>[] {
  return [
    ...(conversationId === undefined ? [] : [{ _id: conversationId }]),
    ...(customerIds ? [{ customerId: among(customerIds) }] : []),
    ...(tag === undefined ? [] : [{ tags: tag }]),
    ...(agentIds ? [{ 'people.id': among(agentIds) }] : []),
    ...(ratings ? [{ 'rating.score': command.in(ratings) }] : []),
  ];
}
