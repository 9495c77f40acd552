import { AppError } from '../common/protocol/errors';
import { currentRules } from '../common/steps/settings';

/** Skills are those of the rules; what somebody has had before may stay. */
export async function requireKnownSkills(
  skills: readonly string[],
  before: readonly string[],
  now: number,
): Promise<void> {
  const known = new Set([...before, ...(await currentRules(now)).skills.map(({ id }) => id)]);
  const unknown = skills.find((skill) => !known.has(skill));
  if (unknown !== undefined) throw new AppError('INVALID_INPUT', `no skill ${unknown}`);
}
