import type {
  AgentDocument,
  ConversationDocument,
  MessageDocument,
} from '../../../cloudfunctions/common/protocol/documents';
import type { Reply } from '../../../cloudfunctions/common/protocol/errors';
import type { Call } from './calls';
import type { HeldDatabase } from './held-database';
import type { Move } from './moves';
import { couldServe } from './rules';
import { agentNumber } from './team';

/**
 * What the system comes to, said as simply as can be: an answer is a promise, somebody who acts alone and undisturbed is served at
 * once, and whoever frees a place leaves nobody waiting for it.
 */
export class Model {
  readonly #said = new Map<string, string>();
  readonly #ended = new Set<string>();
  readonly #takenUp = new Set<string>();
  readonly #open = new Map<string, string>();

  constructor(
    private readonly database: HeldDatabase,
    private readonly asksFirst: boolean,
  ) {}

  /** What is tried may be done, also without an answer. */
  tried({ event }: Call): void {
    if (event['action'] === 'reopen') this.#takenUp.add(String(event['conversationId']));
  }

  /** Takes an answer at its word. */
  promised({ openid, event }: Call, reply: Reply<unknown>): void {
    if (!reply.ok) return;
    const { conversationId } = event;
    const data = reply.data as { conversationId: string; messageId: string };
    if (event['action'] === 'send') this.#said.set(data.messageId, String(conversationId));
    if (event['action'] === 'close') this.#ended.add(String(conversationId));
    if (event['action'] === 'open') this.#opened(openid, data.conversationId);
  }

  #opened(customer: string, conversationId: string): void {
    const before = this.#open.get(customer);
    const isOther = before !== undefined && before !== conversationId;
    if (isOther && this.#isOpen(before)) throw new Error(`${customer} was led from ${before} to ${conversationId}.`);
    this.#open.set(customer, conversationId);
  }

  #isOpen(_id: string): boolean {
    return this.database.conversations({ _id })[0]?.status !== 'closed';
  }

  /** What a customer who opens the chat alone must be told. */
  foretold(customerId: string, skill: string | undefined, now: number): string {
    const found = this.database.conversations({ customerId });
    const current = found.find(({ status }) => status !== 'closed');
    if (current && current.status !== 'queued') return current.status;
    if (!current && this.asksFirst && skill === undefined) return 'bot';
    const wanted = current ?? ({ skill, queuedAt: now } as ConversationDocument);
    return this.#servers().some((agent) => couldServe(agent, wanted, now)) ? 'active' : 'queued';
  }

  #servers(): AgentDocument[] {
    return this.database.all<AgentDocument>('agents');
  }

  /** The places that are taken. */
  places(): Set<string> {
    return new Set(this.#servers().flatMap(({ _id, holding }) => holding.map((held) => `${_id} ${held}`)));
  }

  /** Whether somebody comes who can take a conversation. */
  comesWithRoom(move: Move): boolean {
    if (move.does !== 'status' || move.status !== 'online' || move.isHidden) return false;
    const [agent] = this.database.all<AgentDocument>('agents', { _id: agentNumber(move.agent)._id });
    return agent !== undefined && agent.holding.length < agent.capacity;
  }

  /** Nobody waits while there is somebody who could serve them. */
  requireNoNeglect(now: number): void {
    for (const one of this.database.conversations({ status: 'queued' })) {
      const free = this.#servers().find((agent) => couldServe(agent, one, now));
      if (free) throw new Error(`${one._id} waits while ${free._id} has room.`);
    }
  }

  /** Every promise was kept. */
  requireKept(): void {
    for (const _id of this.#ended)
      if (!this.#takenUp.has(_id) && this.#isOpen(_id)) throw new Error(`${_id} was ended and is open.`);
    for (const [_id, conversationId] of this.#said)
      if (this.database.all<MessageDocument>('messages', { _id, conversationId }).length === 0)
        throw new Error(`${_id} was accepted and is not there.`);
  }
}
