import type { Member, StaffRole } from '../../cloudfunctions/common/protocol/team';

export type { StaffRole };

/** A skill to choose; one that the rules do not know any more can only be given up. */
export type SkillChoice = { id: string; name: string; isOn: boolean; isGone: boolean };

type Skills = readonly { id: string; name: string }[];

/** The skills of the rules and those somebody has had before. Where there are no rules, none is gone from them. */
export function skillChoices(skills: Skills, chosen: readonly string[]): SkillChoice[] {
  const known = skills.map(({ id, name }) => ({ id, name, isOn: chosen.includes(id), isGone: false }));
  const gone = chosen.filter((id) => !skills.some((skill) => skill.id === id));
  return [...known, ...gone.map((id) => ({ id, name: id, isOn: true, isGone: known.length > 0 }))];
}

export const chosenSkills = (choices: readonly SkillChoice[]): string[] =>
  choices.filter(({ isOn }) => isOn).map(({ id }) => id);

/** The roles one may give: leads make agents only. */
export const rolesFor = (own: string): StaffRole[] =>
  own === 'admin' ? ['agent', 'lead', 'admin', 'analyst'] : ['agent'];

type Fields = Pick<Member, 'name' | 'role' | 'skills' | 'capacity' | 'weight'>;

/** What of a member has been changed; undefined when nothing has. */
export function changesOf(before: Fields, now: Fields): Partial<Fields> | undefined {
  const names = (['name', 'role', 'skills', 'capacity', 'weight'] as const).filter(
    (field) => String(before[field]) !== String(now[field]),
  );
  if (names.length === 0) return undefined;
  return Object.fromEntries(names.map((field) => [field, now[field]]));
}
