import type { searchFilters } from '../protocol/search';
import type * as v from 'valibot';
import { timeIn } from './transcript';
import type { Header } from './transcript-seal';
import { transcriptWords, type Language } from './transcript-words';

/** What an export is narrowed by. */
export type Conditions = v.InferOutput<v.ObjectSchema<typeof searchFilters, undefined>>;

/** What the top of a transcript tells. */
export type Origin = {
  exportId: string;
  by: { id: string; name: string };
  startedAt: number;
  reason: string;
  conditions: Conditions;
  isMasked: boolean;
  withNotes: boolean;
  isCut: boolean;
};

type Setting = { language: Language; utcOffsetMinutes: number };

export function headerOf(origin: Origin, { language, utcOffsetMinutes }: Setting): Header {
  const { top } = transcriptWords[language];
  return [
    [top.exportId, origin.exportId],
    [top.by, `${origin.by.name} (${origin.by.id})`],
    [top.startedAt, timeIn(origin.startedAt, utcOffsetMinutes)],
    [top.zone, zoneOf(utcOffsetMinutes)],
    [top.reason, origin.reason],
    [top.conditions, conditionsText(origin.conditions, { language, utcOffsetMinutes })],
    [top.numbers, origin.isMasked ? top.masked : top.unmasked],
    [top.notes, origin.withNotes ? top.noted : top.unnoted],
    ...(origin.isCut ? [[top.extent, top.cut] satisfies Header[number]] : []),
  ];
}

function zoneOf(minutes: number): string {
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `UTC${minutes < 0 ? '-' : '+'}${String(hours).padStart(2, '0')}:${String(rest).padStart(2, '0')}`;
}

function conditionsText(conditions: Conditions, { language, utcOffsetMinutes }: Setting): string {
  const { filters, roles, kinds } = transcriptWords[language];
  const shown: Record<keyof Conditions, string | undefined> = {
    text: conditions.text,
    also: conditions.also?.join(', '),
    anyScript: conditions.anyScript ? '✓' : undefined,
    from: conditions.from === undefined ? undefined : timeIn(conditions.from, utcOffsetMinutes),
    to: conditions.to === undefined ? undefined : timeIn(conditions.to, utcOffsetMinutes),
    customer: conditions.customer,
    agent: conditions.agent,
    conversationId: conditions.conversationId,
    role: conditions.role && roles[conditions.role],
    kind: conditions.kind && kinds[conditions.kind],
    skill: conditions.skill,
    product: conditions.product,
    tag: conditions.tag,
    ratings: conditions.ratings?.join(', '),
  };
  return Object.entries(shown)
    .flatMap(([name, value]) => (value === undefined ? [] : [`${filters[name as keyof Conditions]}: ${value}`]))
    .join('\n');
}
