import { isEligible, rank } from '../../../cloudfunctions/common/domain/ranking';
import type { Strategy } from '../../../cloudfunctions/common/protocol/assignment-rules';
import type { AgentDocument } from '../../../cloudfunctions/common/protocol/documents';
import type { Row } from '../report';

const AGENTS = 10;
const CAPACITY = 5;
const MINUTE = 60_000;
const DAY = 8 * 60 * MINUTE;

/** So many that most places are taken, but hardly ever all. */
const BETWEEN_ARRIVALS = 0.35 * MINUTE;
const LONGEST_TALK = 24 * MINUTE;

/** The same numbers in every run (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Arrival = { at: number; lasts: number };

function arrivals(): Arrival[] {
  const next = numbers(5);
  const all: Arrival[] = [];
  for (let at = 0; at < DAY; at += -Math.log(1 - next()) * BETWEEN_ARRIVALS)
    all.push({ at, lasts: MINUTE + next() ** 2 * LONGEST_TALK });
  return all;
}

const newAgent = (_: unknown, index: number): AgentDocument => ({
  _id: `agent-${index}`,
  to: `agent-${index}`,
  name: `${index}`,
  role: 'agent',
  skills: [],
  capacity: CAPACITY,
  holding: [],
  presence: 'online',
  leaseUntil: Number.MAX_SAFE_INTEGER,
  lastAssignedAt: 0,
});

/** How unequal it was: at any moment the fullest agent above the emptiest, and over the day the conversations each had. */
export type Spread = { atOnce: number; overDay: number };

/** A day of arrivals, given away as the real ranking wants it. */
function play(strategy: Strategy): Spread {
  let agents = Array.from({ length: AGENTS }, newAgent);
  let talks: { id: string; agentId: string; until: number }[] = [];
  const served = new Map(agents.map(({ _id }) => [_id, 0]));
  const spreads: number[] = [];
  for (const [index, { at, lasts }] of arrivals().entries()) {
    const over = talks.filter(({ until }) => until <= at);
    talks = talks.filter(({ until }) => until > at);
    agents = agents.map((agent) => released(agent, over));
    const wanted = { conversationId: `c${index}`, skills: [], strategy };
    const chosen = rank(wanted, agents, { timers: { reachableSeconds: 0 } }, at).find(isEligible)?.agent;
    if (!chosen) continue;
    talks.push({ id: `c${index}`, agentId: chosen._id, until: at + lasts });
    served.set(chosen._id, (served.get(chosen._id) ?? 0) + 1);
    agents = agents.map((agent) =>
      agent === chosen ? { ...agent, holding: [...agent.holding, `c${index}`], lastAssignedAt: at } : agent,
    );
    const loads = agents.map(({ holding }) => holding.length);
    spreads.push(Math.max(...loads) - Math.min(...loads));
  }
  return { atOnce: mean(spreads), overDay: deviation([...served.values()]) };
}

function released(
  agent: AgentDocument,
  over: readonly { id: string; agentId: string; until: number }[],
): AgentDocument {
  const own = over.filter(({ agentId }) => agentId === agent._id);
  if (own.length === 0) return agent;
  const ids = new Set(own.map(({ id }) => id));
  return {
    ...agent,
    holding: agent.holding.filter((id) => !ids.has(id)),
    idleSince: Math.max(...own.map(({ until }) => until)),
  };
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

const deviation = (values: readonly number[]) => Math.sqrt(mean(values.map((value) => (value - mean(values)) ** 2)));

/** How evenly each strategy spreads the same day over ten agents, beside round robin. */
export function measureFairness(): { rows: Row[]; remark: string } {
  const robin = play('roundRobin');
  const idle = play('longestIdle');
  const even = (['leastLoaded', 'weighted'] as const).map((name) => ({ name, spread: play(name) }));
  const rows = even.map(({ name, spread }) => ({
    what: `conversations of the fullest agent above the emptiest, ${name}`,
    ours: spread.atOnce,
    theirs: robin.atOnce,
    against: 'roundRobin',
    unit: 'conversations' as const,
    goal: 1,
  }));
  const days = [{ name: 'roundRobin', spread: robin }, { name: 'longestIdle', spread: idle }, ...even];
  return {
    rows,
    remark:
      `Standard deviation of the conversations each of ${AGENTS} agents had in a day of ${arrivals().length}: ` +
      `${days.map(({ name, spread }) => `${name} ${spread.overDay.toFixed(2)}`).join(', ')}. ` +
      `longestIdle goes by time, not by load: the fullest had ${idle.atOnce.toFixed(2)} more than the emptiest.`,
  };
}
