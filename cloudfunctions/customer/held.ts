import { command, conversations, customers } from '../common/cloud/db';
import type { Caller } from '../common/cloud/serve';
import type { Checked, Data } from '../common/protocol/action';
import type { customer } from '../common/protocol/customer';
import type { ConversationDocument, CustomerDocument } from '../common/protocol/documents';
import type { Held } from '../common/protocol/rights';
import { agentNames } from '../common/steps/agent-names';
import { accessible } from '../common/steps/access';
import { planOf } from '../common/steps/erasure';
import { openName, openText } from '../common/steps/stream';

type Answer = Data<typeof customer.held>;

/** What is held, the latest first, with who wanted it and why; of one conversation, what holds it and whether its customer is to be deleted. */
export async function held({ conversationId }: Checked<typeof customer.held>, caller: Caller): Promise<Answer> {
  return conversationId === undefined ? allHeld() : holdsOf(await accessible(conversationId, caller));
}

async function allHeld(): Promise<Answer> {
  const latest = { 'hold.at': command.gt(0) };
  const [some, whole] = await Promise.all([
    conversations.find(latest, { sort: ['hold.at', 'desc'] }),
    customers.find(latest, { sort: ['hold.at', 'desc'] }),
  ]);
  const found = [...some.map(ofConversation), ...whole.map((one) => ofCustomer(one, one.openId ?? ''))].flat();
  return { held: await withNames(found.sort((a, b) => b.at - a.at)) };
}

async function holdsOf(conversation: ConversationDocument): Promise<Answer> {
  const owner = await customers.get(conversation.customerId);
  const found = [...ofConversation(conversation), ...(owner ? ofCustomer(owner, conversation._id) : [])];
  const erasure = owner?.erasure && (await planOf(owner, owner.erasure));
  const customer = openName(conversation._id, conversation.customerName);
  return { held: await withNames(found), customer, ...(erasure && { erasure }) };
}

const ofConversation = ({ _id, customerId: id, customerName, hold }: ConversationDocument): Held[] => {
  if (!hold) return [];
  const customer = { id, name: openName(_id, customerName) };
  return [
    { ...hold, reason: openText(_id, `${_id}:hold`, hold.reason), of: 'conversation', conversationId: _id, customer },
  ];
};

const ofCustomer = ({ _id, name, hold }: CustomerDocument, conversationId: string): Held[] => {
  if (!hold) return [];
  const customer = { id: _id, name: openName(_id, name) };
  return [{ ...hold, reason: openText(_id, `${_id}:hold`, hold.reason), of: 'customer', conversationId, customer }];
};

/** Names of those who wanted it, in place of their ids. */
async function withNames(found: Held[]): Promise<Held[]> {
  const names = await agentNames(found.map(({ by }) => by));
  return found.map((one) => ({ ...one, by: names.get(one.by) ?? one.by }));
}
