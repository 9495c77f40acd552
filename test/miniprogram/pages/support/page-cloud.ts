import { deserialize, serialize } from 'node:v8';
import type { ConversationState, Person } from '../../../../cloudfunctions/common/protocol/documents';
import type { ErrorCode, Reply } from '../../../../cloudfunctions/common/protocol/errors';
import { openPage, type OpenPage } from '../../../support/page';
import { agent, CloudModel, customer, refusal, streamKeys } from '../../shared/support/cloud-model';
import { Phone } from '../../shared/support/phone';

export const CONVERSATION = 'conversation-1';

/** The cloud as a page meets it: the model of a conversation, and the doors that lead to it. */
export class PageCloud extends CloudModel {
  /** What the customer is told at the door. */
  opening: ConversationState = { status: 'active', agent: { id: 'agent-1', name: '小林' } };
  /** Every call is refused with this. */
  refused: ErrorCode | undefined;
  /** Calls of this one are refused, as if the cloud were busy. */
  refusedAction: string | undefined;

  override answer(person: Person, name: string, data: { action: string }): Reply<unknown> {
    if (this.refused) return refusal(this.refused);
    if (this.refusedAction === `${name}.${data.action}`) return refusal('TRY_AGAIN');
    const door = this.doors(`${name}.${data.action}`);
    return door ? { ok: true, data: door } : this.withState(super.answer(person, name, data));
  }

  /** The model's summaries say nothing of the agent and the queue. */
  private withState(reply: Reply<unknown>): Reply<unknown> {
    const { conversations } = ((reply.ok && reply.data) || {}) as { conversations?: ConversationState[] };
    const whole = conversations?.map((summary) =>
      summary.status === 'closed' ? summary : { ...summary, ...this.opening },
    );
    return whole ? { ok: true, data: { conversations: whole } } : reply;
  }

  /** The conversation is open, and nobody is told. */
  reopen(): void {
    const conversation = this.conversations.get(CONVERSATION);
    if (conversation) conversation.status = 'active';
  }

  private doors(action: string): object | undefined {
    if (action === 'conversation.open') return { conversationId: CONVERSATION, keys: streamKeys, ...this.opening };
    if (action === 'team.me') return me;
    return undefined;
  }
}

const me = {
  ...agent,
  skills: [],
  capacity: 5,
  presence: 'offline',
  leaseUntil: 0,
  load: 0,
  settings: { templates: { customer: [], agent: [] } },
};

export const openCustomerPage = (address: string, cloud: PageCloud): OpenPage =>
  open('customer', address, cloud, customer);

/** `parts` stand in for parts of `wx`. */
export const openAgentPage = (address: string, cloud: PageCloud, parts: Parts = {}): OpenPage =>
  open('agent', address, cloud, agent, parts);

type Parts = Record<string, unknown>;

function open(app: string, address: string, cloud: PageCloud, person: Person, parts: Parts = {}): OpenPage {
  new Phone(cloud, person).install();
  return openPage(app, address, { openid: person.to, wx: { cloud: wx.cloud, ...parts } });
}

/** jsdom hides what every Node has. */
Object.assign(globalThis, { structuredClone: (value: unknown): unknown => deserialize(serialize(value)) });
