import { agents, command } from '../cloud/db';

/** The names of members of the team, also of those who have left it, by their ids. */
export async function agentNames(agentIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(agentIds)];
  const found =
    ids.length === 0 ? [] : await agents.find({ _id: command.in(ids) }, { limit: ids.length, fields: ['name'] });
  return new Map(found.map(({ _id, name }) => [_id, name]));
}
