import type { Conditions } from '../../cloudfunctions/common/protocol/search';
import type { call } from '../shared/cloud';
import { calendarDay } from '../shared/format/time';
import { phrasesOf } from './search-query';
import { recordsText } from './text/records';

const says = recordsText.records;

const DAY_MS = 24 * 3_600_000;

/** What a search can be narrowed by, as the chips name it. */
export const conditionNames = ['time', 'agent', 'customer', 'role', 'kind', 'tag', 'more'] as const;

export type ConditionName = (typeof conditionNames)[number];

type Field = keyof Conditions;

/** What of a search stands behind each chip. */
const fields: Record<ConditionName, readonly Field[]> = {
  time: ['days', 'from', 'to'],
  agent: ['agent', 'agentName'],
  customer: ['customer'],
  role: ['role'],
  kind: ['kind'],
  tag: ['tag'],
  more: ['skill', 'product', 'ratings', 'conversationId', 'anyScript'],
};

/** A chip above the results: what it narrows by, and to what. */
export type ConditionChip = { name: ConditionName; title: string; isChosen: boolean };

export type Filters = Omit<Parameters<typeof call<'search', 'messages'>>[2], 'order' | 'cursor' | 'limit'>;

/** Without what stands behind one chip. */
export function without(conditions: Conditions, name: ConditionName): Conditions {
  const left = Object.entries(conditions).filter(([field]) => !fields[name].includes(field as Field));
  return Object.fromEntries(left) as Conditions;
}

/** Whether there is nothing to look for: an order alone finds nothing. */
export const isBlank = (conditions: Conditions): boolean =>
  Object.entries(conditions).every(([field, value]) => field === 'order' || value === undefined || value === '');

/** What the cloud is asked for. Days are counted back from today, as this device has it. */
export function filtersOf(conditions: Conditions, now: number): Filters {
  const { days, agentName: _, order: __, ...rest } = conditions;
  return days === undefined ? rest : { ...rest, from: startOfDay(now) - (days - 1) * DAY_MS };
}

/** From when to when is looked; where nothing was chosen, from the very beginning. */
export function rangeOf(conditions: Conditions, now: number): { from: number | undefined; to: number } {
  const { from, to = now } = filtersOf(conditions, now);
  return { from, to };
}

const startOfDay = (at: number): number => new Date(at).setHours(0, 0, 0, 0);

/** The first and the last day of a time somebody chose, as date fields hold them. */
export const chosenDays = ({ from, to }: Conditions): { first: string; last: string } => ({
  first: from === undefined ? '' : calendarDay(from),
  last: to === undefined ? '' : calendarDay(to),
});

/** From the beginning of the first day to the end of the last; either may be left open. */
export function betweenDays(first: string, last: string): Conditions {
  return {
    ...(first !== '' && { from: momentOf(first) }),
    ...(last !== '' && { to: momentOf(last) + DAY_MS - 1 }),
  };
}

/** Midnight of a day, on this device's clock. */
export function momentOf(day: string): number {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date).getTime();
}

export function conditionChips(conditions: Conditions, skillName: (id: string) => string): ConditionChip[] {
  return conditionNames.map((name) => {
    const chosen = titles[name](conditions, skillName);
    return { name, title: chosen || says.conditions[name], isChosen: chosen !== '' };
  });
}

type Title = (conditions: Conditions, skillName: (id: string) => string) => string;

const titles: Record<ConditionName, Title> = {
  time: (conditions) => timeTitle(conditions),
  agent: ({ agent = '', agentName = agent }) => agentName,
  customer: ({ customer = '' }) => customer,
  role: ({ role }) => (role ? says.roles[role] : ''),
  kind: ({ kind }) => (kind ? says.kinds[kind] : ''),
  tag: ({ tag = '' }) => tag,
  more: (conditions, skillName) => says.several(moreTitles(conditions, skillName)),
};

function timeTitle({ days, from, to }: Conditions): string {
  if (days !== undefined) return says.days[days];
  if (from === undefined && to === undefined) return '';
  return says.span(from === undefined ? '' : shortDay(from), to === undefined ? '' : shortDay(to));
}

/** The year is said only where it is not this one. */
function shortDay(at: number): string {
  const [year = '', month, day] = calendarDay(at).split('-').map(Number);
  return year === new Date().getFullYear() ? `${month}.${day}` : `${year}.${month}.${day}`;
}

function moreTitles(conditions: Conditions, skillName: (id: string) => string): string[] {
  const { skill, product, ratings, conversationId, anyScript } = conditions;
  return [
    skill === undefined ? '' : skillName(skill),
    product ?? '',
    ratings === undefined ? '' : says.ratings(ratings),
    conversationId === undefined ? '' : says.conversation,
    anyScript ? says.anyScript : '',
  ].filter((title) => title !== '');
}

/** Several phrases that a message has to hold, of which each can be dropped; one alone stands in the field. */
export function phraseChips(conditions: Conditions): { words: string; label: string }[] {
  const phrases = phrasesOf(conditions);
  return phrases.length > 1 ? phrases.map((words) => ({ words, label: says.removePhrase(words) })) : [];
}

/** All that a search looks for, in one line. */
export function summaryOf(conditions: Conditions, skillName: (id: string) => string): string {
  const chosen = conditionChips(conditions, skillName).filter(({ isChosen }) => isChosen);
  return [...phrasesOf(conditions), ...chosen.map(({ title }) => title)].join(' · ');
}
