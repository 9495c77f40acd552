import tcb from '@cloudbase/node-sdk';
import type { Reply } from '../../../cloudfunctions/common/protocol/errors';
import { LEASE_MS } from '../../../cloudfunctions/common/protocol/limits';
import { callOf, type Call } from './calls';
import { perform, type Act, type Outcome } from './director';
import { callAs, runSweep } from './functions';
import type { HeldDatabase } from './held-database';
import { Model } from './model';
import type { Morning, Move, Round, Step } from './moves';
import { rulesOf } from './rules';
import { agentNumber, team } from './team';
import { Watchman } from './watchman';

/** A step with what it asks for. */
type Planned = { step: Step; begin: () => Promise<Reply<unknown>>; call: Call | undefined };

const NOTHING: Reply<unknown> = { ok: true, data: null };

/** What the console asks the database with. */
const database = tcb.init({ env: 'local' }).database();

/** The team and its customers in one database, and what they do. */
export class Counter {
  /** What was done and what came of it, for whoever has to find out why. */
  readonly log: string[] = [];
  readonly #watchman: Watchman;
  readonly #model: Model;
  #now: number;
  #moves = 0;

  constructor(
    private readonly held: HeldDatabase,
    private readonly setTime: (now: number) => void,
    private readonly startsAt: number,
    private readonly morning: Morning,
  ) {
    this.#now = startsAt;
    this.#watchman = new Watchman(held);
    this.#model = new Model(held, morning.asksFirst);
  }

  /** Nothing was said yet. */
  async furnish(): Promise<void> {
    this.#pass(0);
    await this.held.empty();
    await this.held.put('settings_private', [{ _id: 'assignment', ...rulesOf(this.morning.asksFirst) }]);
    const there = { presence: 'online', leaseUntil: this.#now + LEASE_MS };
    await this.held.put('agents', this.morning.isStaffed ? team.map((agent) => ({ ...agent, ...there })) : team);
  }

  #pass(ms: number): void {
    this.#now += ms;
    this.setTime(this.#now);
  }

  /** Some act at once; then those whose phones had no answer ask again. */
  async play({ afterMs, steps, picks }: Round): Promise<void> {
    this.#pass(afterMs);
    const planned = steps.map((step) => this.#plan(step));
    const [alone] = planned.length === 1 ? planned : [];
    if (alone && !alone.step.trouble) return this.#playAlone(alone);
    const outcomes = await this.#perform(planned.map(actOf), picks);
    for (const [index, one] of planned.entries()) {
      this.#note(one, outcomes[index]);
      if (one.step.again && outcomes[index]?.reply?.ok !== true) await this.#repeat(one, picks);
    }
  }

  /** What somebody does alone and undisturbed has to come out as the model foretells. */
  async #playAlone(one: Planned): Promise<void> {
    const { move } = one.step;
    const now = this.#now;
    const foretold = move.does === 'open' ? this.#model.foretold(`c${move.customer}`, move.skill, now) : undefined;
    const before = this.#model.places();
    const comes = this.#model.comesWithRoom(move);
    const [outcome] = await this.#perform([{ begin: one.begin }], [0]);
    this.#note(one, outcome);
    if (foretold !== undefined && statusIn(outcome) !== foretold) throw new Error(`It should be ${foretold}.`);
    const after = this.#model.places();
    if (comes || [...before].some((place) => !after.has(place))) this.#model.requireNoNeglect(now);
  }

  async #repeat({ step, begin, call }: Planned, picks: number[]): Promise<void> {
    const [outcome] = await this.#perform([{ begin }], picks);
    this.#note({ step: { move: step.move, again: true }, begin, call }, outcome);
  }

  /**
   * Nobody acts any more. After two sweeps, with time enough between for what is young to grow old, nobody waits for nothing; after
   * one more, which comes back to what failed, and another, which keeps what that one did, nothing is amiss.
   */
  async settle(): Promise<void> {
    await this.#sweepAfter(35_000);
    await this.#sweepAfter(31_000);
    this.#model.requireNoNeglect(this.#now);
    await this.#sweepAfter(10 * 60_000);
    await this.#sweepAfter(15_000);
    this.#watchman.lookAtRecords(this.#now);
    this.#model.requireKept();
  }

  async #sweepAfter(ms: number): Promise<void> {
    this.#pass(ms);
    const [outcome] = await this.#perform([{ begin: runSweep }], [0]);
    if (outcome?.reply?.ok !== true) throw new Error(`The sweep failed: ${JSON.stringify(outcome)}`);
  }

  #perform(acts: Act[], picks: number[]): Promise<Outcome[]> {
    return perform(acts, picks, () => {
      this.#pass(7);
      this.#watchman.look();
    });
  }

  #note({ step: { move, trouble }, call }: Planned, { reply }: Outcome = {}): void {
    const came = reply ? (reply.ok ? `ok ${statusIn({ reply })}` : reply.code) : 'died';
    this.log.push(`${this.#now - this.startsAt} ms ${JSON.stringify({ ...move, ...trouble })} → ${came}`);
    const isForeseen = trouble?.kind === 'fails' || trouble?.kind === 'drops' || came !== 'INTERNAL';
    if (!isForeseen) throw new Error('An action failed for no reason.');
    if (call && reply) this.#model.promised(call, reply);
  }

  /** How the move begins, whoever it names being looked up now. */
  #plan(step: Step): Planned {
    const { move } = step;
    if (move.does === 'sweep') return { step, begin: runSweep, call: undefined };
    if (move.does === 'capacity') return { step, begin: () => setCapacity(move), call: undefined };
    this.#moves += 1;
    const call = callOf(move, this.held.conversations(), `m${this.#moves}`);
    if (call) this.#model.tried(call);
    return { step, begin: () => (call ? callAs(call) : Promise.resolve(NOTHING)), call };
  }
}

/** An admin in the console is not disturbed. */
const actOf = ({ step: { move, trouble }, begin }: Planned): Act => ({
  begin,
  ...(move.does !== 'capacity' && { trouble }),
});

/** As an admin does in the console. */
async function setCapacity({ agent, capacity }: Move & { does: 'capacity' }): Promise<Reply<unknown>> {
  await database.collection('agents').doc(agentNumber(agent)._id).update({ capacity });
  return NOTHING;
}

function statusIn({ reply }: Outcome = {}): string {
  const { status = '' } = (reply?.ok ? (reply.data ?? {}) : {}) as { status?: string };
  return status;
}
