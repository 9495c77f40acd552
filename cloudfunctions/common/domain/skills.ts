import type { AssignmentRules, Overflow, Skill, Strategy } from '../protocol/assignment-rules';
import type { ConversationDocument, Source } from '../protocol/documents';
import { serviceAt } from './hours';
import { normalise } from './search-terms';

export const skillNamed = ({ skills }: AssignmentRules, id: string | undefined): Skill | undefined =>
  skills.find((skill) => skill.id === id);

/** The skill that a customer needs who comes from there; undefined when anybody will do. */
export const skillOfSource = ({ page, productId }: Source, { skills }: AssignmentRules): string | undefined =>
  skills.find(({ pages, products }) => products.includes(productId ?? '') || pages.includes(page ?? ''))?.id;

/** The first skill one of whose keywords is among the words. */
export function skillOfWords(words: string, { skills }: AssignmentRules): string | undefined {
  const said = normalise(words);
  return skills.find(({ keywords }) => keywords.some((keyword) => said.includes(normalise(keyword))))?.id;
}

/** What a customer can choose from who is asked first. */
export const choicesIn = ({ skills }: AssignmentRules): { id: string; name: string }[] =>
  skills.filter(({ isChoice }) => isChoice).map(({ id, name }) => ({ id, name }));

type Waiting = Pick<ConversationDocument, 'skill' | 'queuedAt'>;

/** Any of these skills will do by now; none means anybody. */
export function skillsWanted({ skill, queuedAt }: Waiting, rules: AssignmentRules, now: number): string[] {
  if (skill === undefined) return [];
  const open = overflowTo(skillNamed(rules, skill), now - queuedAt, now);
  return open.includes('*') ? [] : [skill, ...open];
}

const isClosed = ({ hours }: Skill, now: number): boolean => !serviceAt(hours, now).isOpen;

/** Nobody waits for a skill that is closed: its customers flow over at once. */
const waitedEnough = (skill: Skill, { afterSeconds }: Overflow, waitedMs: number, now: number): boolean =>
  waitedMs >= afterSeconds * 1000 || isClosed(skill, now);

const overflowTo = (skill: Skill | undefined, waitedMs: number, now: number): string[] =>
  skill ? skill.overflow.filter((way) => waitedEnough(skill, way, waitedMs, now)).map(({ to }) => to) : [];

/** Who waits for one of these skills; of those with a `until`, only who has waited since before it. */
export type Waiters = { skills: string[]; until?: number };

/** Whom agents with these skills can serve by now: nobody waits behind a customer whose skill is not there. */
export function servable(agentSkills: ReadonlySet<string>, { skills }: AssignmentRules, now: number): Waiters[] {
  const pooled = new Set(skills.filter(({ isPool }) => isPool).map(({ id }) => id));
  const serves = ({ to }: Overflow) => to === '*' || agentSkills.has(to);
  const overflowing = skills
    .filter(({ id }) => !agentSkills.has(id) || pooled.has(id))
    .map((skill) => ({ skill, ways: skill.overflow.filter(serves) }))
    .filter(({ ways }) => ways.length > 0)
    .map(({ skill, ways }) => ({ skills: [skill.id], until: servableUntil(skill, ways, now) }));
  return [{ skills: [...agentSkills].filter((skill) => !pooled.has(skill)) }, ...overflowing];
}

const servableUntil = (skill: Skill, ways: readonly Overflow[], now: number): number =>
  isClosed(skill, now) ? now : now - Math.min(...ways.map(({ afterSeconds }) => afterSeconds)) * 1000;

/** How agents are chosen for a skill. */
export const strategyFor = (skill: string | undefined, rules: AssignmentRules): Strategy =>
  skillNamed(rules, skill)?.strategy ?? rules.strategy;

/** Whether agents take such conversations themselves, as long as they do not flow over. */
export function isPooled({ skill, queuedAt }: Waiting, rules: AssignmentRules, now: number): boolean {
  const named = skillNamed(rules, skill);
  return named !== undefined && named.isPool && overflowTo(named, now - queuedAt, now).length === 0;
}
