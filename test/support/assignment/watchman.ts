import type {
  AgentDocument,
  ConversationDocument,
  CustomerDocument,
  MessageDocument,
} from '../../../cloudfunctions/common/protocol/documents';
import type { HeldDatabase } from './held-database';

const OPEN = ['bot', 'queued', 'active', 'onhold'];

const MINUTE = 60_000;

/** Looks for whatever must never be. */
export class Watchman {
  /** What each agent held when last looked at: an admin may lower a capacity below it, but nobody may add to it then. */
  #held = new Map<string, number>();

  constructor(private readonly database: HeldDatabase) {}

  /** What holds at every instant, whoever is in the midst of whatever. */
  look(): void {
    const agents = this.database.all<AgentDocument>('agents');
    const open = this.#open();
    for (const agent of agents) this.#lookAtLoad(agent);
    for (const one of open) if (one.status === 'active') requireHeld(one, agents);
    const twice = open.find(({ customerId, _id }) =>
      open.some((other) => other.customerId === customerId && other._id !== _id),
    );
    if (twice) throw new Error(`${twice.customerId} has two open conversations.`);
  }

  #open(): ConversationDocument[] {
    return this.database.conversations().filter(({ status }) => OPEN.includes(status));
  }

  #lookAtLoad({ _id, holding, capacity }: AgentDocument): void {
    const allowed = Math.max(capacity, this.#held.get(_id) ?? 0);
    if (holding.length > allowed) throw new Error(`${_id} holds ${holding.length} of ${allowed}.`);
    if (new Set(holding).size < holding.length) throw new Error(`${_id} holds one twice.`);
    this.#held.set(_id, holding.length);
  }

  /** What holds once the sweep has looked at everything and nobody is at work. */
  lookAtRecords(now: number): void {
    const open = this.#open();
    for (const agent of this.database.all<AgentDocument>('agents')) requireOwned(agent, open);
    for (const one of open) this.#requireFound(one);
    for (const one of open) requireAnswered(one, now);
    for (const one of this.database.all<ConversationDocument>('conversations')) this.#requireWhole(one);
  }

  /** The customer finds the way back to it. */
  #requireFound({ _id, customerId }: ConversationDocument): void {
    const [customer] = this.database.all<CustomerDocument>('customers', { _id: customerId });
    if (customer?.openId !== _id) throw new Error(`${customerId} has lost ${_id}.`);
  }

  #requireWhole({ _id, status, lastSeq, readers }: ConversationDocument): void {
    const seqs = this.database.all<MessageDocument>('messages', { conversationId: _id }).map(({ seq }) => seq);
    const missing = Array.from({ length: lastSeq }, (_, index) => index + 1).filter((seq) => !seqs.includes(seq));
    if (missing.length > 0 || seqs.length !== lastSeq) throw new Error(`${_id} lacks ${missing.join()} of ${lastSeq}.`);
    if (readers.length === 0 && status !== 'staff') throw new Error(`${_id} has no readers.`);
  }
}

function requireHeld({ _id, agentId }: ConversationDocument, agents: readonly AgentDocument[]): void {
  const owner = agents.find((agent) => agent._id === agentId);
  if (!owner?.holding.includes(_id)) throw new Error(`${_id} is active, and its owner ${agentId} has no place for it.`);
}

function requireOwned({ _id, holding }: AgentDocument, open: readonly ConversationDocument[]): void {
  for (const held of holding) {
    const isOwn = open.some((one) => one._id === held && one.status === 'active' && one.agentId === _id);
    if (!isOwn) throw new Error(`${_id} holds a place for ${held}, which is not theirs.`);
  }
}

/** An offer nobody answered is over, and whoever has a conversation reads it openly. */
function requireAnswered(
  { _id, status, agentId, offer, readers, people, watchers = [] }: ConversationDocument,
  now: number,
) {
  if (offer && offer.until < now - MINUTE) throw new Error(`${_id} is still offered to ${offer.to.id}.`);
  const owner = people.find(({ role, id }) => role === 'agent' && id === agentId)?.to ?? '';
  const isOpenly = readers.includes(owner) && !watchers.includes(owner);
  if (status === 'active' && !isOpenly) throw new Error(`${_id} is not read by ${agentId}.`);
}
