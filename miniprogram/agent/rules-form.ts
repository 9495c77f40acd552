import type { Problem } from '../../cloudfunctions/common/protocol/problems';
import type { Hours, Period } from '../../cloudfunctions/common/protocol/settings';
import { dayText, errorAt, linesOf, periodsIn, usualHours } from './settings-form';
import { leading } from './text/leading';

const says = leading.rules;

type Kind = 'number' | 'text' | 'lines' | 'switch' | 'choice' | 'priorities' | 'overflow' | 'hours';

type Name = keyof typeof says.fields;

/** One thing to set: where it stands in what it belongs to, how it is written, and what it does. */
export type Field = {
  path: string;
  kind: Kind;
  label: string;
  does: string;
  value: string;
  isOn: boolean;
  error: string;
  /** As it stood when the form was made. */
  known: unknown;
};

export type Group = { title: string; fields: Field[] };

/** Rules, or one skill of them, as they are being written: anything can stand there until it is checked. */
export type Draft = Record<string, unknown>;

type Shape = [path: string, kind: Kind, name?: Name];

const giving: Shape[] = [
  ['strategy', 'choice'],
  ['lastAgentFirst', 'switch'],
  ['asksFirst', 'switch'],
];
const queue: Shape[] = [
  ['minutesPerPriority', 'number'],
  ['priorities', 'priorities'],
];
const tags: Shape[] = [
  ['closingTags', 'lines'],
  ['requireTags', 'switch'],
];
const timers = (Object.keys(says.fields) as Name[])
  .filter((name) => name.startsWith('timers.'))
  .map((name): Shape => [name, 'number']);
const skill: Shape[] = [
  ['id', 'text'],
  ['name', 'text'],
  ['pages', 'lines'],
  ['products', 'lines'],
  ['keywords', 'lines'],
  ['isChoice', 'switch'],
  ['isPool', 'switch'],
  ['strategy', 'choice', 'skillStrategy'],
  ['overflow', 'overflow'],
  ['priority', 'number'],
  ['maxWaitSeconds', 'number'],
  ['hours', 'hours'],
];

/** The rules but for their skills, as a form shows them. */
export const groupsOf = (rules: Draft, problems: readonly Problem[]): Group[] => [
  { title: says.groups.giving, fields: fieldsOf(giving, rules, problems) },
  { title: says.groups.queue, fields: fieldsOf(queue, rules, problems) },
  { title: says.groups.tags, fields: fieldsOf(tags, rules, problems) },
  { title: says.groups.timers, fields: fieldsOf(timers, rules, problems) },
];

/** One skill as a form shows it; `place` is where it stands among the skills. */
export const skillFields = (one: Draft, place: number, problems: readonly Problem[]): Field[] =>
  fieldsOf(skill, one, problems, `skills[${place}].`);

function fieldsOf(shapes: readonly Shape[], draft: Draft, problems: readonly Problem[], before = ''): Field[] {
  return shapes.map(([path, kind, name = path as Name]) => {
    const found = at(draft, path);
    return {
      path,
      kind,
      ...says.fields[name],
      value: writtenAs(kind, found),
      isOn: found === true,
      known: found,
      error: errorAt(problems, before + path),
    };
  });
}

const at = (draft: Draft, path: string): unknown =>
  path.split('.').reduce<unknown>((part, name) => (part as Draft | undefined)?.[name], draft);

/** The draft with something else at a path; `undefined` takes it away. */
export function changed(draft: Draft, path: string, value: unknown): Draft {
  const [name = '', ...rest] = path.split('.');
  const { [name]: before, ...others } = draft;
  const after = rest.length > 0 ? changed((before ?? {}) as Draft, rest.join('.'), value) : value;
  return after === undefined ? others : { ...others, [name]: after };
}

/** How something is shown to be edited; what makes no sense is shown as it is. */
function writtenAs(kind: Kind, found: unknown): string {
  if (Array.isArray(found)) return found.map((one) => itemText(kind, one)).join('\n');
  if (kind === 'hours' && typeof found === 'object' && found !== null) return hoursText(found);
  return typeof found === 'string' || typeof found === 'number' ? String(found) : '';
}

function itemText(kind: Kind, item: unknown): string {
  const { tag, level, afterSeconds, to } = (item ?? {}) as Draft;
  if (kind === 'priorities') return `${String(tag)} ${String(level)}`;
  return kind === 'overflow' ? `${String(afterSeconds)} ${String(to)}` : String(item);
}

/** What was meant by what was written; the checker in the cloud says what is wrong with it. */
export function meantBy(kind: Kind, written: string, before?: unknown): unknown {
  const text = written.trim();
  switch (kind) {
    case 'lines':
      return linesOf(written);
    case 'priorities':
      return linesOf(written).map(priorityIn);
    case 'overflow':
      return linesOf(written).map(overflowIn);
    case 'hours':
      return text === '' ? undefined : hoursIn(written, before as Partial<Hours> | undefined);
    case 'number':
      return text === '' ? undefined : numberIn(text);
    default:
      return text === '' ? undefined : text;
  }
}

const numberIn = (text: string | undefined): unknown =>
  text !== undefined && /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;

function priorityIn(line: string): Draft {
  const [, tag = line, level] = /^(.*\S)\s+(\S+)$/.exec(line) ?? [];
  return { tag, level: numberIn(level) };
}

function overflowIn(line: string): Draft {
  const [afterSeconds, to] = line.split(/\s+/);
  return { afterSeconds: numberIn(afterSeconds), to };
}

/** A day on which nobody is there. */
const REST = '-';

/** From Monday, as one says a week; the settings begin with Sunday. */
const WEEK = [1, 2, 3, 4, 5, 6, 0];

const hoursText = ({ week = [] }: Partial<Hours>): string =>
  WEEK.map((day) => dayText(week[day] ?? []) || REST).join('\n');

function hoursIn(written: string, before: Partial<Hours> | undefined): unknown {
  const days = linesOf(written).map((line) => (line === REST ? [] : periodsIn(line)));
  if (days.length !== WEEK.length || days.some((day) => day === undefined)) return written;
  const week: Period[][] = [[], [], [], [], [], [], []];
  WEEK.forEach((day, place) => (week[day] = days[place] ?? []));
  return { ...usualHours(), ...before, week };
}
