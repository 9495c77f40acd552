import { agents, command, conversations } from '../common/cloud/db';
import type { Caller } from '../common/cloud/serve';
import { linesOf, workingOf } from '../common/domain/board';
import { startOfDay } from '../common/domain/calendar';
import { quantile } from '../common/domain/numbers';
import type { Data } from '../common/protocol/action';
import type { report, Today } from '../common/protocol/report';
import { currentRules, currentSettings } from '../common/steps/settings';

/** Documents of each kind that are looked at; counts are exact whatever there is. */
const MOST = 1000;

/** The queue, the team and the day so far, without anybody's name but colleagues'. Agents may open their own conversations only. */
export async function live(_input: unknown, { id, scope, now }: Caller): Promise<Data<typeof report.live>> {
  const [rules, settings] = await Promise.all([currentRules(now), currentSettings(now)]);
  const [queued, active, team, today] = await Promise.all([
    conversations.find({ status: 'queued' }, { sort: ['queueAt', 'asc'], limit: MOST, fields: ['skill', 'queuedAt'] }),
    conversations.find({ status: 'active' }, { limit: MOST, fields: ['agentId', 'waitingSince'] }),
    agents.find({}, { limit: MOST }),
    todayFrom(startOfDay(now, settings.hours?.utcOffsetMinutes)),
  ]);
  const mayOpen = (agentId: string) => scope === 'all' || agentId === id;
  return { at: now, lines: linesOf(queued, rules), agents: workingOf(team, active, rules, now, mayOpen), today };
}

/** What became of those who came since then. */
async function todayFrom(midnight: number): Promise<Today> {
  const came = { openedAt: command.gte(midnight), status: command.in(['queued', 'active', 'onhold', 'closed']) };
  const wasServed = { ...came, assignedAt: command.exists(true) };
  const [arrived, served, abandoned, closed, latest] = await Promise.all([
    conversations.count(came),
    conversations.count(wasServed),
    conversations.count({ ...came, isAbandoned: true }),
    conversations.count({ ...came, status: 'closed' }),
    conversations.find(wasServed, { sort: ['openedAt', 'desc'], limit: MOST, fields: ['queuedAt', 'assignedAt'] }),
  ]);
  const waits = latest.map(({ queuedAt, assignedAt = queuedAt }) => assignedAt - queuedAt).filter((wait) => wait >= 0);
  const medianWaitMs = quantile(waits, 0.5);
  return { arrived, served, abandoned, closed, ...(medianWaitMs !== undefined && { medianWaitMs }) };
}
