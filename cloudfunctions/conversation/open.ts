import { randomBytes } from 'node:crypto';
import { command, conversations, customers } from '../common/cloud/db';
import { streamKeys } from '../common/cloud/keys';
import type { Caller } from '../common/cloud/serve';
import { serviceAt } from '../common/domain/hours';
import { priorityOf, queueAtOf } from '../common/domain/queue';
import { choicesIn, skillNamed, skillOfSource } from '../common/domain/skills';
import type { Checked, Data } from '../common/protocol/action';
import type { AssignmentRules } from '../common/protocol/assignment-rules';
import type { conversation, Opened } from '../common/protocol/conversation';
import type { ConversationDocument, CustomerDocument } from '../common/protocol/documents';
import type { Visit } from '../common/protocol/customer';
import { AppError } from '../common/protocol/errors';
import { VISIT_LIMIT } from '../common/protocol/limits';
import { assignNow } from '../common/steps/assign';
import { findCustomer, findOrMakeCustomer, profileOf } from '../common/steps/customer';
import { currentRules, currentSettings } from '../common/steps/settings';
import { stateOf } from '../common/steps/state';
import { openName, openOne, sealName, sealOne } from '../common/steps/stream';
import { addOnce, emptyStream } from '../common/steps/stream-document';

type Input = Checked<typeof conversation.open>;

/**
 * The customer's one open conversation: the one there is, or a new one. Safe to repeat and to race, also when cut off in between:
 * the customer's document names the conversation before it is made, and whoever finds it named but not there makes it.
 */
export async function open(input: Input, caller: Caller): Promise<Data<typeof conversation.open>> {
  const customer = await findOrMakeCustomer(caller);
  if (customer.blockedAt !== undefined) throw new AppError('BLOCKED');
  const current = await findOrMakeConversation(customer, input, caller);
  const served = current.status === 'queued' ? await assignNow(current, caller.now) : undefined;
  const found = served ?? current;
  return {
    conversationId: found._id,
    ...(await stateOf(found, caller.to)),
    keys: streamKeys(found._id),
    ...(found.previousId !== undefined && { previousId: found.previousId }),
    ...(await surroundings(found, caller)),
    profile: profileOf(customer),
  };
}

/** How the business has set things up, and whether somebody is there, by the skill's own hours if it has any. */
async function surroundings(
  { skill }: ConversationDocument,
  { now }: Caller,
): Promise<Pick<Opened, 'settings' | 'service'>> {
  const [settings, rules] = await Promise.all([currentSettings(now), currentRules(now)]);
  return { settings, service: serviceAt(skillNamed(rules, skill)?.hours ?? settings.hours, now) };
}

async function findOrMakeConversation(customer: CustomerDocument, input: Input, caller: Caller) {
  const { openId } = customer;
  const current = openId === null ? undefined : await conversations.get(openId);
  if (current && current.status !== 'closed') return withSource(current, input);
  if (openId !== null && !current) return make(openId, customer, input, caller);
  const reopened = current && (await sealOrFind(current));
  if (reopened) return withSource(reopened, input);
  const named = await nameNext(customer, current?.agentId);
  return make(named.openId, named, input, caller);
}

/** What has ended stays so from here on; the conversation, if somebody has just reopened it. */
async function sealOrFind({ _id, isSealed }: ConversationDocument): Promise<ConversationDocument | undefined> {
  if (isSealed || (await conversations.changeAll({ _id, status: 'closed' }, { isSealed: true })) > 0) return undefined;
  return conversations.get(_id);
}

/** Puts the next conversation's id, and what is to be known of the one before it, into the customer's document; whoever comes first decides. */
async function nameNext(
  { _id, openId }: CustomerDocument,
  lastAgentId: string | undefined,
): Promise<CustomerDocument & { openId: string }> {
  const next = randomBytes(12).toString('hex');
  const changes = {
    openId: next,
    ...(openId !== null && { previousId: openId }),
    ...(lastAgentId !== undefined && { lastAgentId }),
  };
  const unblocked = { _id, openId, blockedAt: command.exists(false) };
  const named = (await customers.change(unblocked, changes)) ?? (await findCustomer(_id));
  if (named.blockedAt !== undefined) throw new AppError('BLOCKED');
  if (named.openId === null) throw new AppError('TRY_AGAIN');
  return { ...named, openId: named.openId };
}

async function make(conversationId: string, customer: CustomerDocument, input: Input, caller: Caller) {
  const rules = await currentRules(caller.now);
  const skill = input.skill ?? skillOfSource(input.source ?? {}, rules);
  return addOnce({
    ...newConversation(conversationId, customer, input, caller),
    ...waitingFor(skill, customer, rules, caller.now),
  });
}

/** Who comes without a skill is asked first, if the rules want that and there is something to choose from. */
function waitingFor(skill: string | undefined, { tags = [] }: CustomerDocument, rules: AssignmentRules, now: number) {
  const isAsked = skill === undefined && rules.asksFirst && choicesIn(rules).length > 0;
  const priority = priorityOf(tags, skill, rules);
  return {
    status: isAsked ? ('bot' as const) : ('queued' as const),
    queueAt: queueAtOf(now, priority, rules),
    priority,
    ...(skill !== undefined && { skill, skillBy: 'page' as const }),
  };
}

function newConversation(
  _id: string,
  customer: CustomerDocument,
  { source, visits = [] }: Input,
  { to, now }: Caller,
): Omit<ConversationDocument, 'status'> {
  return {
    _id,
    customerId: customer._id,
    customerName: sealName(_id, openName(customer._id, customer.name)),
    ...(customer.avatar !== undefined && {
      customerAvatar: sealName(_id, openName(customer._id, customer.avatar)),
    }),
    readers: [to],
    people: [{ to, role: 'customer', id: customer._id }],
    ...emptyStream(now),
    checkAt: now,
    ...(customer.previousId !== undefined && { previousId: customer.previousId }),
    ...(customer.lastAgentId !== undefined && { lastAgentId: customer.lastAgentId }),
    ...(source && { source }),
    ...(visits.length > 0 && { visits: sealOne(_id, visits) }),
  };
}

/** A customer who comes back from another page brings its product along, and where they have been meanwhile. */
async function withSource(
  current: ConversationDocument,
  { source, visits = [] }: Input,
): Promise<ConversationDocument> {
  const isElsewhere = source !== undefined && JSON.stringify(source) !== JSON.stringify(current.source);
  if (!isElsewhere && visits.length === 0) return current;
  const changes = {
    ...(isElsewhere && { source: command.set(source) }),
    ...(visits.length > 0 && { visits: sealOne(current._id, visitsWith(current, visits)) }),
  };
  return (await conversations.change({ _id: current._id }, changes)) ?? current;
}

/** Each moment once, however often it is told. */
function visitsWith({ _id, visits }: ConversationDocument, told: Visit[]): Visit[] {
  const all = [...((openOne(_id, visits) as Visit[] | undefined) ?? []), ...told].map(
    (visit) => [visit.at, visit] as const,
  );
  return [...new Map(all).values()].sort((a, b) => a.at - b.at).slice(-VISIT_LIMIT);
}
