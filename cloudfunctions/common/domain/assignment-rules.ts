import * as v from 'valibot';
import type { AssignmentRules, Overflow, Skill, Timers } from '../protocol/assignment-rules';
import { group, list, optional, value, type Finding, type Reader } from './checking';
import { hours, id, line, maybe, needed, number, reading, yes } from './reading';

const MOST_SKILLS = 50;
const MOST_NAMES = 200;
const MOST_OVERFLOWS = 10;
const NAME_LIMIT = 32;
const LONGEST_WAIT_SECONDS = 24 * 3600;
const LONGEST_IDLE_MINUTES = 30 * 24 * 60;
const MOST_TAGS = 100;
const HIGHEST_LEVEL = 100;

const strategy = v.picklist(['leastLoaded', 'longestIdle', 'roundRobin', 'weighted'], 'notChoice');
const names = list(needed(line(NAME_LIMIT)), MOST_NAMES);
const target = v.union([id, v.literal('*')], 'notId');

const seconds = number(0, LONGEST_WAIT_SECONDS);
const minutes = number(0, LONGEST_IDLE_MINUTES);
const level = number(-HIGHEST_LEVEL, HIGHEST_LEVEL);

const timers = group<Timers>({
  ackSeconds: value(seconds, 300),
  replySeconds: value(seconds, 300),
  leadAfterSeconds: value(seconds, 600),
  reassignAfterSeconds: value(seconds, 900),
  absentSeconds: value(seconds, 300),
  transferSeconds: value(seconds, 300),
  maxWaitSeconds: value(seconds, 600),
  reachableSeconds: value(seconds, 1800),
  idleReminderMinutes: value(minutes, 60),
  idleCloseMinutes: value(minutes, 1440),
  reopenMinutes: value(minutes, 30),
});

type Priority = AssignmentRules['priorities'][number];

const priority: Reader<Priority | undefined> = (written, path, findings) => {
  const { tag, level: worth } = group<Partial<Priority>>({
    tag: needed(line(NAME_LIMIT)),
    level: needed(level),
  })(written, path, findings);
  return tag === undefined || worth === undefined ? undefined : { tag, level: worth };
};

const overflow: Reader<Overflow | undefined> = (written, path, findings) => {
  const { afterSeconds, to } = group<Partial<Overflow>>({
    afterSeconds: needed(seconds),
    to: needed(target),
  })(written, path, findings);
  return afterSeconds === undefined || to === undefined ? undefined : { afterSeconds, to };
};

/** A skill without an id is none; one without a name is called by its id. */
const skill: Reader<Skill | undefined> = (written, path, findings) => {
  const {
    id: skillId,
    name,
    ...rest
  } = group<Omit<Skill, 'id' | 'name'> & { id?: string; name?: string }>({
    id: needed(id),
    name: maybe(line(NAME_LIMIT)),
    pages: names,
    products: names,
    keywords: names,
    isChoice: value(yes, true),
    priority: maybe(level),
    hours: optional(hours),
    maxWaitSeconds: maybe(seconds),
    strategy: maybe(strategy),
    isPool: value(yes, false),
    overflow: list(overflow, MOST_OVERFLOWS),
  })(written, path, findings);
  return skillId === undefined ? undefined : { id: skillId, name: name ?? skillId, ...rest };
};

const rules = group<AssignmentRules>({
  strategy: value(strategy, 'leastLoaded'),
  lastAgentFirst: value(yes, true),
  asksFirst: value(yes, false),
  priorities: list(priority, MOST_TAGS),
  minutesPerPriority: value(number(0, 24 * 60), 5),
  closingTags: list(needed(line(NAME_LIMIT)), MOST_TAGS),
  requireTags: value(yes, false),
  timers,
  skills: list(skill, MOST_SKILLS),
});

/** Two skills with one id, and waiting customers sent to a skill that is not there. */
function contradictions({ skills }: AssignmentRules): Finding[] {
  const ids = skills.map((one) => one.id);
  const twice = ids.flatMap((one, index): Finding[] =>
    ids.indexOf(one) === index ? [] : [{ path: `skills[${index}].id`, code: 'duplicateSkill', detail: one }],
  );
  const lost = skills.flatMap(({ overflow: ways }, index) =>
    ways.flatMap(({ to }, way): Finding[] =>
      to === '*' || ids.includes(to)
        ? []
        : [{ path: `skills[${index}].overflow[${way}].to`, code: 'unknownSkill', detail: to }],
    ),
  );
  return [...twice, ...lost];
}

/** The rules of assignment as far as they can be read; something safe stands in for every field that cannot. */
export const readAssignmentRules = (written: unknown) => {
  const { read, findings } = reading(rules)(written);
  return { read, findings: [...findings, ...contradictions(read)] };
};
