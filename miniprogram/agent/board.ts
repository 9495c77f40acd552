import type { Line, Live, Today, Working } from '../../cloudfunctions/common/protocol/report';
import { spanText } from './span';
import { leading } from './text/leading';

const says = leading.board;

export type LineRow = { key: string; name: string; count: string; longest: string; isPool: boolean };

export type AgentRow = {
  id: string;
  name: string;
  presence: Working['presence'];
  presenceText: string;
  skills: string;
  load: string;
  /** Of the bar, in per cent. */
  filled: number;
  waiting: string;
  conversationId: string;
};

export type Fact = { name: string; value: string };

/** What the board shows of how things stand. */
export const boardOf = ({ at, lines, agents, today }: Live) => ({
  lines: lines.map((line) => lineRow(line, at)),
  agents: agents.map((agent) => agentRow(agent, at)),
  today: factsOf(today),
});

const lineRow = ({ skill, name, count, isPool, since }: Line, at: number): LineRow => ({
  key: skill ?? '',
  name: name || says.anybody,
  count: says.people(count),
  longest: says.longest(spanText(at - since)),
  isPool,
});

function agentRow({ id, name, presence, skills, load, capacity, ...waits }: Working, at: number): AgentRow {
  const { unanswered, since, conversationId = '' } = waits;
  return {
    id,
    name,
    presence,
    presenceText: says.presence[presence],
    skills: skills.join('、'),
    load: says.load(load, capacity),
    filled: Math.min(100, Math.round((load / Math.max(1, capacity)) * 100)),
    waiting: since === undefined ? '' : says.waiting(unanswered, spanText(at - since)),
    conversationId,
  };
}

const factsOf = ({ arrived, served, abandoned, closed, medianWaitMs }: Today): Fact[] => [
  { name: says.arrived, value: String(arrived) },
  { name: says.served, value: String(served) },
  { name: says.abandoned, value: String(abandoned) },
  { name: says.closed, value: String(closed) },
  { name: says.median, value: medianWaitMs === undefined ? says.none : spanText(medianWaitMs) },
];
