import {
  decidingParts,
  type Decision,
  type Parts,
  type Standing,
  type Strategy,
} from '../../cloudfunctions/common/protocol/assignment-rules';
import { leading } from './text/leading';

const says = leading.why;

/** One who was looked at: what stood against them, or what somebody else had before them. */
export type WhyRow = { id: string; name: string; isChosen: boolean; fact: string };

export type Why = { reason: string; needs: string; rule: string; rows: WhyRow[] };

/** A decision in plain words; `names` are those of skills by their ids. */
export function whyOf(decision: Decision, names: Record<string, string> = {}): Why {
  const { skills, strategy, standings, agentId } = decision;
  const chosen = standings.find((one) => one.agentId === agentId);
  const needs = skills.map((skill) => names[skill] ?? skill).join('、');
  return {
    reason: chosen ? reasonFor(chosen, standings, strategy) : '',
    needs: needs ? says.needs(needs) : says.anybody,
    rule: says.strategy[strategy],
    rows: standings.map((one) => rowOf(one, chosen, strategy)),
  };
}

/** What the chosen one had before the best of the others. */
function reasonFor(chosen: Standing, standings: readonly Standing[], strategy: Strategy): string {
  const other = standings.find(({ agentId, obstacles }) => agentId !== chosen.agentId && obstacles.length === 0);
  if (!other) return says.only(chosen.name);
  const part = decidingPart(chosen.parts, other.parts, strategy);
  return part ? says.wins[part](chosen.name) : says.equal(chosen.name);
}

const decidingPart = (a: Parts, b: Parts, strategy: Strategy): keyof Parts | undefined =>
  decidingParts[strategy].find((part) => a[part] !== b[part]);

function rowOf(standing: Standing, chosen: Standing | undefined, strategy: Strategy): WhyRow {
  const { agentId: id, name, obstacles, parts } = standing;
  const isChosen = id === chosen?.agentId;
  const load = says.load(Math.round(parts.load * 100));
  if (obstacles.length > 0)
    return { id, name, isChosen, fact: obstacles.map((obstacle) => says.obstacles[obstacle]).join('，') };
  const part = isChosen || !chosen ? undefined : decidingPart(chosen.parts, parts, strategy);
  return { id, name, isChosen, fact: part ? `${load}，${says.loses[part]}` : load };
}
