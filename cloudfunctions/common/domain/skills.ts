import type { AssignmentRules, Overflow, Skill, Strategy } from '../protocol/assignment-rules';
import type { ConversationDocument, Source } from '../protocol/documents';

const skillNamed = ({ skills }: AssignmentRules, id: string | undefined): Skill | undefined =>
  skills.find((skill) => skill.id === id);

/** The skill that a customer needs who comes from there; undefined when anybody will do. */
export const skillOfSource = ({ page, productId }: Source, { skills }: AssignmentRules): string | undefined =>
  skills.find(({ pages, products }) => products.includes(productId ?? '') || pages.includes(page ?? ''))?.id;

type Waiting = Pick<ConversationDocument, 'skill' | 'queuedAt'>;

/** Any of these skills will do by now; none means anybody. */
export function skillsWanted({ skill, queuedAt }: Waiting, rules: AssignmentRules, now: number): string[] {
  if (skill === undefined) return [];
  const open = overflowTo(skillNamed(rules, skill), now - queuedAt);
  return open.includes('*') ? [] : [skill, ...open];
}

const overflowTo = (skill: Skill | undefined, waitedMs: number): string[] =>
  (skill?.overflow ?? []).filter(({ afterSeconds }) => waitedMs >= afterSeconds * 1000).map(({ to }) => to);

/** Who waits for one of these skills; of those with a `until`, only who has waited since before it. */
export type Waiters = { skills: string[]; until?: number };

/** Whom agents with these skills can serve by now: nobody waits behind a customer whose skill is not there. */
export function servable(agentSkills: ReadonlySet<string>, { skills }: AssignmentRules, now: number): Waiters[] {
  const pooled = new Set(skills.filter(({ isPool }) => isPool).map(({ id }) => id));
  const serves = ({ to }: Overflow) => to === '*' || agentSkills.has(to);
  const overflowing = skills
    .filter(({ id }) => !agentSkills.has(id) && !pooled.has(id))
    .map(({ id, overflow }) => ({ id, seconds: overflow.filter(serves).map(({ afterSeconds }) => afterSeconds) }))
    .filter(({ seconds }) => seconds.length > 0)
    .map(({ id, seconds }) => ({ skills: [id], until: now - Math.min(...seconds) * 1000 }));
  return [{ skills: [...agentSkills].filter((skill) => !pooled.has(skill)) }, ...overflowing];
}

/** How agents are chosen for a skill. */
export const strategyFor = (skill: string | undefined, rules: AssignmentRules): Strategy =>
  skillNamed(rules, skill)?.strategy ?? rules.strategy;

/** Whether agents take such conversations themselves. */
export const isPooled = ({ skill }: Waiting, rules: AssignmentRules): boolean =>
  skillNamed(rules, skill)?.isPool ?? false;
