import type { Problem } from '../../cloudfunctions/common/protocol/problems';
import { changed, type Draft } from './rules-form';

/** Rules being edited on several pages, and what was found wrong with them. */
export type Editing = { rules: Draft; problems: Problem[]; isReadOnly: boolean };

let current: Editing = { rules: {}, problems: [], isReadOnly: true };

export const editing = (): Editing => current;

/** From here on the pages of rules are about these. */
export function edit(rules: Draft, isReadOnly = false): void {
  current = { rules, problems: [], isReadOnly };
}

export function setProblems(problems: Problem[]): void {
  current = { ...current, problems };
}

/** What was said of a field is no longer true once the field is another. */
export function changeRules(path: string, value: unknown): void {
  const problems = current.problems.filter((problem) => !problem.path.startsWith(path));
  current = { ...current, rules: changed(current.rules, path, value), problems };
}

export const skillsOf = ({ rules }: Editing): Draft[] =>
  Array.isArray(rules['skills']) ? (rules['skills'] as Draft[]) : [];

export function changeSkill(place: number, path: string, value: unknown): void {
  const skills = skillsOf(current).map((skill, index) => (index === place ? changed(skill, path, value) : skill));
  const problems = current.problems.filter((problem) => !problem.path.startsWith(`skills[${place}].${path}`));
  current = { ...current, rules: { ...current.rules, skills }, problems };
}

/** Answers where the new one stands. */
export function addSkill(): number {
  const skills = skillsOf(current);
  current = { ...current, rules: { ...current.rules, skills: [...skills, { isChoice: true, overflow: [] }] } };
  return skills.length;
}

export function removeSkill(place: number): void {
  const skills = skillsOf(current).filter((_, index) => index !== place);
  current = { ...current, rules: { ...current.rules, skills }, problems: [] };
}
