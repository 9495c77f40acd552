import { setImmediate as turn } from 'node:timers/promises';
import type { Reply } from '../../../cloudfunctions/common/protocol/errors';
import { maker, type HeldRequest } from './held-database';

/** What befalls an action at one of its requests: its process dies after it, it is never carried out, or its answer is lost. */
export type Trouble = { atRequest: number; kind: 'dies' | 'fails' | 'drops' };

/** An action to be carried out: begun by `begin`, answered by the function. */
export type Act = { begin: () => Promise<Reply<unknown>>; trouble?: Trouble | undefined };

/** How an action ended: with an answer, or without when its process died; and after how many requests. */
export type Outcome = { reply?: Reply<unknown>; requests?: number };

type Actor = { held: HeldRequest[]; trouble: Trouble | undefined; requests: number; isGone: boolean; outcome: Outcome };

/** Turns of the event loop after which code that has had its answers must have asked again or ended. */
const MOST_TURNS = 1000;

/**
 * Carries out actions at the same time, one database request after the other: `picks` decides whose is next. `afterEach` looks at the
 * database after every request.
 */
export async function perform(
  acts: readonly Act[],
  picks: readonly number[],
  afterEach: () => void,
): Promise<Outcome[]> {
  const actors = acts.map(begin);
  for (let step = 0; ; step += 1) {
    const waiting = await everybodyWaits(actors);
    const next = waiting[(picks[step % picks.length] ?? 0) % Math.max(1, waiting.length)];
    if (!next) return actors.map(({ outcome, requests }) => ({ ...outcome, requests }));
    await carryOut(next);
    afterEach();
  }
}

function begin({ begin: start, trouble }: Act): Actor {
  const actor: Actor = { held: [], trouble, requests: 0, isGone: false, outcome: {} };
  const run = async () => {
    actor.outcome.reply = await start();
    actor.isGone = true;
  };
  maker.run(actor.held, () => void run());
  return actor;
}

/** The requests that wait once nobody can go on without an answer; of each actor the one made first. */
async function everybodyWaits(actors: readonly Actor[]): Promise<Actor[]> {
  for (let turns = 0; turns < MOST_TURNS; turns += 1) {
    await turn();
    const left = actors.filter(({ isGone }) => !isGone);
    if (left.every(({ held }) => held.length > 0)) return left;
  }
  throw new Error('An action neither ends nor asks the database.');
}

async function carryOut(actor: Actor): Promise<void> {
  const request = actor.held.shift();
  if (!request) return;
  actor.requests += 1;
  const kind = actor.requests === actor.trouble?.atRequest ? actor.trouble.kind : undefined;
  if (kind === 'fails') return request.fail();
  const result = await request.execute();
  if (kind === 'dies') actor.isGone = true;
  else if (kind === 'drops') request.fail();
  else request.answer(result);
}
