import type { AgentDocument, ConversationDocument, Entry } from '../../cloudfunctions/common/protocol/documents';

/** An agent on duty with room for three. */
export const anAgent = (given: Partial<AgentDocument> = {}): AgentDocument => ({
  _id: 'agent',
  to: given._id ?? 'agent',
  name: '苏晴',
  role: 'agent',
  skills: [],
  capacity: 3,
  holding: [],
  presence: 'online',
  leaseUntil: Number.MAX_SAFE_INTEGER,
  lastAssignedAt: 0,
  ...given,
});

export const anEntry = (given: Partial<Entry> = {}): Entry => ({
  _id: 'm1',
  clientId: 'c1',
  by: 'customer',
  kind: 'text',
  body: '',
  sentAt: 0,
  ...given,
});

/** An active conversation between `customer` and `agent`. */
export const aConversation = (given: Partial<ConversationDocument> = {}): ConversationDocument => ({
  _id: 'conversation',
  status: 'active',
  customerId: 'customer',
  customerName: '',
  agentId: 'agent',
  readers: ['customer', 'agent'],
  people: [
    { to: 'customer', role: 'customer', id: 'customer' },
    { to: 'agent', role: 'agent', id: 'agent', name: '苏晴' },
  ],
  lastSeq: given.recent?.length ?? 0,
  recent: [],
  keptSeq: 0,
  reads: {},
  openedAt: 0,
  queuedAt: 0,
  queueAt: 0,
  turn: 0,
  lastAt: 0,
  checkAt: 0,
  ...given,
});
