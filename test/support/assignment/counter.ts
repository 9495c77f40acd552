import tcb from '@cloudbase/node-sdk';
import type { AgentDocument, ConversationDocument } from '../../../cloudfunctions/common/protocol/documents';
import type { Reply } from '../../../cloudfunctions/common/protocol/errors';
import { perform, type Act, type Outcome } from './director';
import { callAs, runSweep, type Callable } from './functions';
import type { HeldDatabase } from './held-database';
import { AGENTS, type Move, type Round, type Step } from './moves';
import { rules } from './rules';
import { Watchman } from './watchman';

/** What a call asks for, fixed once, so that a phone that had no answer can ask for the same again. */
type Call = { openid: string; name: Callable; event: Record<string, unknown> };

/** The team and its customers in one database, and what they do. */
export class Counter {
  /** What was done and what came of it, for whoever has to find out why. */
  readonly log: string[] = [];
  readonly #watchman: Watchman;
  #now: number;
  #messages = 0;

  constructor(
    private readonly database: HeldDatabase,
    private readonly setTime: (now: number) => void,
    private readonly startsAt: number,
  ) {
    this.#now = startsAt;
    this.#watchman = new Watchman(database);
  }

  /** Nobody is there yet, and nothing was said. */
  async furnish(): Promise<void> {
    this.pass(0);
    await this.database.empty();
    await this.database.put('settings_private', [{ _id: 'assignment', ...rules }]);
    await this.database.put('agents', [...Array.from({ length: AGENTS }, (_, index) => agentNumber(index)), lead]);
  }

  pass(ms: number): void {
    this.#now += ms;
    this.setTime(this.#now);
  }

  /** Some act at once; then those whose phones had no answer ask again. */
  async play({ afterMs, steps, picks }: Round): Promise<void> {
    this.pass(afterMs);
    const begun = steps.map((step) => ({ step, begin: this.#beginningOf(step.move) }));
    const outcomes = await this.#perform(
      begun.map(({ step, begin }) => ({ begin, ...(step.move.does !== 'capacity' && { trouble: step.trouble }) })),
      picks,
    );
    for (const [index, { step, begin }] of begun.entries()) {
      this.#note(step, outcomes[index]);
      if (!step.again || outcomes[index]?.reply?.ok === true) continue;
      const [outcome] = await this.#perform([{ begin }], picks);
      this.#note({ ...step, trouble: undefined, again: false }, outcome);
    }
  }

  /**
   * Nobody acts any more. After two sweeps, with time enough between for what is young to grow old, nobody waits for nothing; after
   * one more, which comes back to what failed, nothing is amiss.
   */
  async settle(): Promise<void> {
    await this.#sweepAfter(35_000);
    await this.#sweepAfter(31_000);
    this.#watchman.lookAtQueue(this.#now);
    await this.#sweepAfter(10 * 60_000);
    this.#watchman.lookAtRecords();
  }

  async #sweepAfter(ms: number): Promise<void> {
    this.pass(ms);
    const [outcome] = await this.#perform([{ begin: runSweep }], [0]);
    if (outcome?.reply?.ok !== true) throw new Error(`The sweep failed: ${JSON.stringify(outcome)}`);
  }

  #perform(acts: Act[], picks: number[]): Promise<Outcome[]> {
    return perform(acts, picks, () => {
      this.pass(7);
      this.#watchman.look();
    });
  }

  #note({ move, trouble }: Step, outcome: Outcome | undefined): void {
    const came = outcome?.reply ? summaryOf(outcome.reply) : 'died';
    this.log.push(`${this.#now - this.startsAt} ms ${JSON.stringify({ ...move, ...trouble })} → ${came}`);
    const isForeseen = trouble?.kind === 'fails' || trouble?.kind === 'drops' || came !== 'INTERNAL';
    if (!isForeseen) throw new Error('An action failed for no reason.');
  }

  /** How the move begins, whoever it names being looked up now. */
  #beginningOf(move: Move): () => Promise<Reply<unknown>> {
    if (move.does === 'sweep') return runSweep;
    if (move.does === 'capacity') return () => this.#setCapacity(move);
    const call = this.#callOf(move);
    return () => (call ? callAs(call.openid, call.name, call.event) : Promise.resolve({ ok: true, data: null }));
  }

  /** As an admin does in the console. */
  async #setCapacity({ agent, capacity }: Move & { does: 'capacity' }): Promise<Reply<unknown>> {
    await database.collection('agents').doc(agentNumber(agent)._id).update({ capacity });
    return { ok: true, data: null };
  }

  #callOf(move: Exclude<Move, { does: 'sweep' | 'capacity' }>): Call | undefined {
    if (move.does === 'open') {
      const { customer, skill } = move;
      return asked(`c${customer}`, 'conversation', 'open', { ...(skill !== undefined && { skill }) });
    }
    if (move.does === 'status')
      return asked(agentNumber(move.agent)._id, 'assignment', 'status', { status: move.status });
    const conversation = this.#conversation(move.conversation);
    const openid = conversation && whoOf(conversation, move.as);
    if (openid === undefined) return undefined;
    const conversationId = conversation?._id;
    if (move.does === 'close') return asked(openid, 'conversation', 'close', { conversationId });
    this.#messages += 1;
    const clientId = `m${this.#messages}`;
    return asked(openid, 'message', 'send', { conversationId, clientId, kind: 'text', body: { text: clientId } });
  }

  #conversation(number: number): ConversationDocument | undefined {
    const found = this.database.all<ConversationDocument>('conversations');
    return found.length > 0 ? found[number % found.length] : undefined;
  }
}

/** What the console asks the database with. */
const database = tcb.init({ env: 'local' }).database();

const asked = (openid: string, name: Callable, action: string, params: object): Call => ({
  openid,
  name,
  event: { action, ...params },
});

function whoOf({ customerId, agentId }: ConversationDocument, as: 'customer' | 'owner' | 'lead'): string | undefined {
  if (as === 'lead') return lead._id;
  return as === 'customer' ? customerId : agentId;
}

function summaryOf(reply: Reply<unknown>): string {
  if (!reply.ok) return reply.code;
  const { status = '' } = (reply.data ?? {}) as { status?: string };
  return `ok ${status}`;
}

const SKILLS = [['a'], ['b'], ['a', 'b', 'pool']];

const agentNumber = (index: number): AgentDocument => ({
  _id: `agent-${index}`,
  to: `agent-${index}`,
  name: `Agent ${index}`,
  role: 'agent',
  skills: SKILLS[index] ?? [],
  capacity: 1 + (index % 2),
  holding: [],
  presence: 'offline',
  leaseUntil: 0,
  lastAssignedAt: 0,
});

const lead: AgentDocument = { ...agentNumber(0), _id: 'lead', to: 'lead', name: 'Lead', role: 'lead', skills: [] };
