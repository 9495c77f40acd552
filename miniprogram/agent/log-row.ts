import type { Flaw, LogEntry, LogState } from '../../cloudfunctions/common/protocol/audit';
import { isNotes, subjectOf } from '../../cloudfunctions/common/protocol/notes';
import { rowTime, separatorTime } from '../shared/format/time';
import { text } from '../shared/text/text';
import { deedName } from './log-deeds';
import { valueText } from './log-values';
import { recordsText } from './text/records';

const says = recordsText.log;

/** An entry of the log as a row shows it. */
export type LogRow = {
  id: string;
  who: string;
  deed: string;
  target: string;
  time: string;
  /** Why it was refused; empty when it was not. */
  refusal: string;
  label: string;
};

export type LogField = { name: string; value: string };

/** What an entry says, line by line, and where one can go from it. */
export type LogDetails = { fields: LogField[]; agentId: string; only: string; conversationId: string };

const whoName = ({ who }: LogEntry): string => who.name ?? who.id;

const refusalName = ({ outcome }: LogEntry): string =>
  outcome ? ((says.outcomes as Record<string, string>)[outcome] ?? outcome) : '';

const SHORT = 8;

/** An id is told by its end. */
const short = (id: string): string => (id.length > SHORT + 4 ? `…${id.slice(-SHORT)}` : id);

export function logRow(entry: LogEntry, now: number): LogRow {
  const [who, deed, refusal, time] = [
    whoName(entry),
    deedName(entry.action),
    refusalName(entry),
    rowTime(entry.at, now),
  ];
  const target = targetLine(entry);
  return {
    id: entry.entryId,
    who,
    deed,
    target,
    time,
    refusal,
    label: [who, deed, target, refusal, time].filter(Boolean).join('，'),
  };
}

/** What it was about, as far as a row has room. */
function targetLine({ target }: LogEntry): string {
  const named = Object.entries(target).filter(([name]) => name in says.targets && name !== 'limit');
  return named.map(([name, value]) => `${targetName(name, value)} ${short(subjectOf(String(value)))}`).join(' · ');
}

/** Notes are a stream of their own; people know them by their conversation. */
const targetName = (name: string, value: unknown): string =>
  isNotes(String(value)) ? says.notes : ((says.targets as Record<string, string>)[name] ?? name);

const field = (name: string, value: string): LogField => ({ name, value });

export function logDetails(entry: LogEntry, now: number): LogDetails {
  const { who, appid, seal, entryId, target } = entry;
  const refusal = refusalName(entry);
  return {
    fields: [
      field(says.time, `${separatorTime(entry.at, now)}:${String(new Date(entry.at).getSeconds()).padStart(2, '0')}`),
      field(says.who, `${whoName(entry)} · ${text.roles[who.role]}`),
      field(says.deed, deedName(entry.action)),
      field(says.outcome, refusal || says.allowed),
      ...textFields(says.why, entry.why),
      ...Object.entries(target).map(([name, value]) =>
        field(targetName(name, value), subjectOf(valueText(name, value))),
      ),
      ...conditionFields(entry.details),
      field(says.app, appid),
      field(says.seal, seal > 0 ? says.sealNumber(seal) : says.unsealed),
      field(says.entry, entryId),
    ],
    agentId: who.id,
    only: says.onlyWho(whoName(entry)),
    conversationId: subjectOf(String(target['conversationId'] ?? '')),
  };
}

const textFields = (name: string, said: string | null | undefined): LogField[] =>
  said === undefined ? [] : [{ name, value: said ?? says.unreadable }];

/** Where a search goes on means nothing to people. */
const MEANINGLESS = 'cursor';

const conditionName = (name: string): string => (says.conditions as Record<string, string>)[name] ?? name;

/** What was asked for besides, part by part. */
function conditionFields(details: string | null | undefined): LogField[] {
  if (details === undefined || details === null) return textFields(says.details, details);
  const parts = Object.entries(JSON.parse(details) as Record<string, unknown>);
  return parts
    .filter(([name]) => name !== MEANINGLESS)
    .map(([name, value]) => field(conditionName(name), valueText(name, value)));
}

/** What the log is closed by, in two lines. */
export function stateLines({ seal, waiting }: LogState, now: number): { title: string; hint: string } {
  const title = seal ? says.sealed(seal.entries, seal.number) : says.noSeal;
  const hint = seal ? says.sealedAt(separatorTime(seal.at, now), waiting) : says.waiting(waiting);
  return { title, hint };
}

/** A flaw in one sentence. */
export const flawText = ({ kind, seal, entry, entryId }: Flaw): string =>
  says.flaw(says.flaws[kind], seal, entry ?? (entryId === undefined ? undefined : short(entryId)));
