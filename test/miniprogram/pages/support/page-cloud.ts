import { deserialize, serialize } from 'node:v8';
import type { Opened, Service } from '../../../../cloudfunctions/common/protocol/conversation';
import type { Profile } from '../../../../cloudfunctions/common/protocol/customer';
import type { Settings } from '../../../../cloudfunctions/common/protocol/settings';
import type { ConversationState, Person } from '../../../../cloudfunctions/common/protocol/documents';
import type { ErrorCode, Reply } from '../../../../cloudfunctions/common/protocol/errors';
import type { DeviceChange } from '../../../../scripts/simulator/runtime/device';
import { openPage, type OpenPage } from '../../../support/page';
import { agent, CloudModel, customer, refusal } from '../../shared/support/cloud-model';
import { Phone } from '../../shared/support/phone';

export const CONVERSATION = 'conversation-1';

/** The cloud as a page meets it: the model of a conversation, and the doors that lead to it. */
export class PageCloud extends CloudModel {
  /** What the customer is told at the door. */
  opening: ConversationState = { status: 'active', agent: { id: 'agent-1', name: '小林' } };
  /** How the business has set things up. */
  business: Settings = aSettings();
  service: Service = { isOpen: true };
  profile: Profile = { id: customer.id, name: '王小姐' };
  /** Every call is refused with this. */
  refused: ErrorCode | undefined;
  /** Calls of this one are refused, as if the cloud were busy. */
  refusedAction: string | undefined;
  /** Calls that are refused for another reason. */
  readonly refusals = new Map<string, ErrorCode>();

  override answer(person: Person, name: string, data: { action: string; [name: string]: unknown }): Reply<unknown> {
    if (this.refused) return refusal(this.refused);
    if (this.refusedAction === `${name}.${data.action}`) return refusal('TRY_AGAIN');
    const code = this.refusals.get(`${name}.${data.action}`);
    if (code) return refusal(code);
    const door = this.doors(`${name}.${data.action}`, data);
    if (door) return { ok: true, data: door };
    const reply = super.answer(person, name, data);
    return data.action === 'open' ? this.opened(reply) : this.withState(reply);
  }

  /** The model's summaries say nothing of the agent and the queue. */
  private withState(reply: Reply<unknown>): Reply<unknown> {
    const { conversations } = ((reply.ok && reply.data) || {}) as { conversations?: ConversationState[] };
    const whole = conversations?.map((summary) =>
      summary.status === 'closed' ? summary : { ...summary, ...this.opening },
    );
    return whole ? { ok: true, data: { conversations: whole } } : reply;
  }

  private doors(action: string, params: Record<string, unknown>): unknown {
    if (action === 'team.me') return me;
    if (action === 'customer.profile') return this.changeProfile(params);
    if (action === 'customer.consent' || action === 'alert.credit') this.note(action, params);
    return answered[action];
  }

  /** The model knows of the conversation alone. */
  private opened(reply: Reply<unknown>): Reply<unknown> {
    const { opening, business: settings, service, profile } = this;
    return reply.ok ? { ok: true, data: { ...(reply.data as Opened), ...opening, settings, service, profile } } : reply;
  }

  private changeProfile({ name, avatar }: Partial<Profile>): Profile {
    this.note('customer.profile', { name, avatar });
    this.profile = { ...this.profile, ...(name !== undefined && { name }), ...(avatar !== undefined && { avatar }) };
    return this.profile;
  }

  /** As if the model had answered. */
  private note(path: string, { action: _, ...params }: Record<string, unknown>): void {
    const [name = '', action = ''] = path.split('.');
    this.calls.push({ name, action, params, by: customer.id });
  }
}

const answered: Record<string, object> = {
  'customer.consent': {},
  'alert.credit': { credits: [] },
  'assignment.options': { skills: [], tags: [], requireTags: false },
  'assignment.queue': { waiting: [], count: 0 },
};

/** A business that has set nothing up. */
export const aSettings = (changes: Partial<Settings> = {}): Settings => ({
  theme: { light: {}, dark: {}, fontScale: 1, icons: {} },
  welcome: '',
  quickQuestions: [],
  typingPreview: false,
  templates: { customer: [], agent: [] },
  ...changes,
});

const me = {
  ...agent,
  skills: [],
  capacity: 5,
  presence: 'offline',
  leaseUntil: 0,
  load: 0,
  settings: aSettings(),
};

export const openCustomerPage = (address: string, cloud: PageCloud, device: DeviceChange = {}): OpenPage =>
  open('customer', address, cloud, customer, {}, device);

/** `parts` stand in for parts of `wx`. */
export const openAgentPage = (address: string, cloud: PageCloud, parts: Parts = {}): OpenPage =>
  open('agent', address, cloud, agent, parts);

type Parts = Record<string, unknown>;

function open(
  app: string,
  address: string,
  cloud: PageCloud,
  person: Person,
  parts: Parts = {},
  device: DeviceChange = {},
): OpenPage {
  new Phone(cloud, person).install();
  return openPage(app, address, { openid: person.to, wx: { cloud: wx.cloud, ...parts }, device });
}

/** jsdom hides what every Node has. */
Object.assign(globalThis, { structuredClone: (value: unknown): unknown => deserialize(serialize(value)) });
