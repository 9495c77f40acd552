import type { AssignmentRules } from '../protocol/assignment-rules';
import type { AgentDocument, DutyDocument } from '../protocol/documents';
import type { Arrival, Day, Held } from './day';
import { isThere, presenceOf } from './presence';
import { priorityOf, queueAtOf } from './queue';
import { hasSkill, isEligible, rank, wantedBy } from './ranking';
import { isPooled, servable, skillOfSource, type Waiters } from './skills';

/** A customer who was served, by whom and when. */
export type Service = { id: string; agentId: string; at: number; waitMs: number; busyMs: number; isOverflow: boolean };

/** What became of a day's customers. */
export type Course = { services: Service[]; unserved: string[] };

/** Somebody in the queue, as the rules of assignment see a conversation. */
type Waiter = {
  _id: string;
  skill?: string;
  queuedAt: number;
  queueAt: number;
  lastAgentId?: string;
  arrival: Arrival;
};

type Happening = { at: number } & (
  | { kind: 'duty'; duty: DutyDocument }
  | { kind: 'free'; id: string; agentId: string }
  | { kind: 'leave'; id: string }
  | { kind: 'arrive'; arrival: Arrival }
  | { kind: 'take'; id: string; agentId: string }
  | { kind: 'sweep' }
);

/** Of what happens at one moment, places become free first, and nobody is looked for before all of it has happened. */
const turns: Record<Happening['kind'], number> = { duty: 0, free: 1, leave: 2, arrive: 3, take: 4, sweep: 5 };

const SWEEP_MS = 60_000;

/** Runs a day against rules, with the ranking, the skills and the order of the queue that real conversations go by. */
export function replay(day: Day, rules: AssignmentRules): Course {
  const run = new Replay(day, rules);
  run.toTheEnd();
  return run.course();
}

/** What really became of them, as far as it is kept. */
export function actualCourse({ arrivals, agents, from, until }: Day): Course {
  const measured = arrivals.filter(({ at }) => at >= from);
  const skills = new Map(agents.map((agent) => [agent._id, agent]));
  const services = measured.flatMap(({ id, at, taken, busyMs, skill }): Service[] => {
    if (!taken || taken.at >= until) return [];
    const isOverflow = isOutside(skills.get(taken.agentId), skill);
    return [{ id, agentId: taken.agentId, at: taken.at, waitMs: Math.max(0, taken.at - at), busyMs, isOverflow }];
  });
  const served = new Set(services.map(({ id }) => id));
  return { services, unserved: measured.flatMap(({ id }) => (served.has(id) ? [] : [id])) };
}

const isOutside = (agent: AgentDocument | undefined, skill: string | undefined): boolean =>
  skill !== undefined && agent !== undefined && !hasSkill(agent, [skill]);

class Replay {
  private readonly agents: Map<string, AgentDocument>;
  private readonly waiting = new Map<string, Waiter>();
  private readonly services: Service[] = [];
  private readonly agenda: Happening[];

  constructor(
    private readonly day: Day,
    private readonly rules: AssignmentRules,
  ) {
    this.agents = new Map(day.agents.map((agent) => [agent._id, offDuty(agent)]));
    day.held.forEach((held) => this.hold(held));
    this.agenda = agendaOf(day).sort(inOrder);
  }

  toTheEnd(): void {
    for (let next = this.agenda.shift(); next && next.at < this.day.until; next = this.agenda.shift()) {
      this.happen(next);
      if (this.agenda[0]?.at !== next.at) this.drain(next.at);
    }
  }

  course(): Course {
    const { from, arrivals } = this.day;
    const measured = new Set(arrivals.flatMap(({ id, at }) => (at >= from ? [id] : [])));
    const services = this.services.filter(({ id }) => measured.has(id));
    services.forEach(({ id }) => measured.delete(id));
    return { services, unserved: [...measured] };
  }

  private happen(happening: Happening): void {
    switch (happening.kind) {
      case 'duty':
        return this.change(happening.duty);
      case 'free':
        return this.free(happening.agentId, happening.id, happening.at);
      case 'leave':
        return void this.waiting.delete(happening.id);
      case 'arrive':
        return this.arrive(happening.arrival);
      case 'take':
        return this.takeFromPool(happening);
      case 'sweep':
        return undefined;
    }
  }

  private change({ agentId, presence, capacity, skills, at }: DutyDocument): void {
    const agent = this.agents.get(agentId);
    if (agent) this.agents.set(agentId, { ...agent, capacity, skills, ...signOf(presence, at) });
  }

  private free(agentId: string, id: string, now: number): void {
    const agent = this.agents.get(agentId);
    if (agent) this.agents.set(agentId, { ...agent, holding: without(agent.holding, id), idleSince: now });
  }

  private arrive(arrival: Arrival): void {
    const waiter = waiterOf(arrival, this.rules);
    this.waiting.set(waiter._id, waiter);
  }

  /** Nobody knows when agents would have helped themselves by other rules: they take what they took, when they took it. */
  private takeFromPool({ id, agentId, at }: { id: string; agentId: string; at: number }): void {
    const waiter = this.waiting.get(id);
    const agent = this.agents.get(agentId);
    if (waiter && agent && isPooled(waiter, this.rules, at)) this.serve(waiter, agent, at);
  }

  private drain(now: number): void {
    const withRoom = [...this.agents.values()].filter((agent) => this.hasRoom(agent, now));
    if (withRoom.length === 0 || this.waiting.size === 0) return;
    const waiters = servable(new Set(withRoom.flatMap(({ skills }) => skills)), this.rules, now);
    const queue = [...this.waiting.values()].filter((one) =>
      waiters.some((each, index) => isAmong(one, each, index === 0)),
    );
    for (const waiter of queue.sort((a, b) => a.queueAt - b.queueAt)) this.assign(waiter, now);
  }

  private hasRoom(agent: AgentDocument, now: number): boolean {
    return agent.holding.length < agent.capacity && isThere(presenceOf(agent, this.rules, now));
  }

  private assign(waiter: Waiter, now: number): void {
    if (isPooled(waiter, this.rules, now)) return;
    const [best] = rank(wantedBy(waiter, this.rules, now), this.asFound(), this.rules, now);
    if (best && isEligible(best)) this.serve(waiter, best.agent, now);
  }

  /** The engine reads the agents in this order, which decides between equals. */
  private asFound(): AgentDocument[] {
    return [...this.agents.values()].sort((a, b) => a.lastAssignedAt - b.lastAssignedAt);
  }

  private serve({ _id: id, queuedAt, skill, arrival }: Waiter, agent: AgentDocument, at: number): void {
    const { busyMs } = arrival;
    const isOverflow = isOutside(agent, skill);
    this.waiting.delete(id);
    this.services.push({ id, agentId: agent._id, at, waitMs: at - queuedAt, busyMs, isOverflow });
    this.hold({ id, agentId: agent._id, since: at, until: at + busyMs });
    this.plan({ at: at + busyMs, kind: 'free', id, agentId: agent._id });
  }

  private hold({ id, agentId, since }: Held): void {
    const agent = this.agents.get(agentId);
    if (!agent) return;
    const lastAssignedAt = Math.max(agent.lastAssignedAt, since);
    this.agents.set(agentId, { ...agent, lastAssignedAt, holding: [...agent.holding, id] });
  }

  private plan(happening: Happening): void {
    let [low, high] = [0, this.agenda.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = this.agenda[middle];
      if (other && inOrder(other, happening) <= 0) low = middle + 1;
      else high = middle;
    }
    this.agenda.splice(low, 0, happening);
  }
}

const inOrder = (a: Happening, b: Happening): number => a.at - b.at || turns[a.kind] - turns[b.kind];

function agendaOf({ from, until, arrivals, held, duties }: Day): Happening[] {
  const sweeps = Array.from({ length: Math.ceil((until - from) / SWEEP_MS) }, (_, index) => from + index * SWEEP_MS);
  return [
    ...duties.map((duty): Happening => ({ at: Math.max(from, duty.at), kind: 'duty', duty })),
    ...held.map(({ id, agentId, until: at }): Happening => ({ at, kind: 'free', id, agentId })),
    ...arrivals.map((arrival): Happening => ({ at: Math.max(from, arrival.at), kind: 'arrive', arrival })),
    ...arrivals.flatMap(departures),
    ...sweeps.map((at): Happening => ({ at, kind: 'sweep' })),
  ];
}

const departures = ({ id, at, patienceMs, taken }: Arrival): Happening[] => [
  ...(patienceMs === undefined ? [] : [{ at: at + patienceMs, kind: 'leave' as const, id }]),
  ...(taken ? [{ at: taken.at, kind: 'take' as const, id, agentId: taken.agentId }] : []),
];

/** Nobody is there until their duty says so. */
const offDuty = (agent: AgentDocument): AgentDocument => {
  const { idleSince: _, ...rest } = agent;
  return { ...rest, holding: [], lastAssignedAt: 0, ...signOf('offline', 0) };
};

/** The signs that make somebody stand like this. */
function signOf(presence: DutyDocument['presence'], at: number) {
  const isChosen = presence === 'busy' || presence === 'offline';
  return {
    presence: isChosen ? presence : ('online' as const),
    leaseUntil: presence === 'online' ? Number.MAX_SAFE_INTEGER : at,
    canBeAlerted: presence === 'reachable',
  };
}

const without = (ids: readonly string[], id: string): string[] => ids.filter((one) => one !== id);

function waiterOf(arrival: Arrival, rules: AssignmentRules): Waiter {
  const { id, at, source, lastAgentId } = arrival;
  const skill = source ? skillOfSource(source, rules) : arrival.skill;
  const priority = arrival.priority + priorityOf([], skill, rules);
  return {
    _id: id,
    queuedAt: at,
    queueAt: queueAtOf(at, priority, rules),
    arrival,
    ...(skill !== undefined && { skill }),
    ...(lastAgentId !== undefined && { lastAgentId }),
  };
}

/** As the engine asks the database for those it can serve: the first question is also for those whom anybody may serve. */
const isAmong = ({ skill, queuedAt }: Waiter, { skills, until }: Waiters, isFirst: boolean): boolean =>
  (skill === undefined ? isFirst : skills.includes(skill)) && (until === undefined || queuedAt <= until);
