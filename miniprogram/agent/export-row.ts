import type { ExportSummary } from '../../cloudfunctions/common/protocol/exports';
import { fileSize } from '../shared/format/measures';
import { momentText } from '../shared/format/time';
import { recordsText } from './text/records';

const says = recordsText.exports;

/** A file as a row shows it. */
export type FileRow = { name: string; title: string; size: string };

/** An export as a row shows it; `act` is what can be done with all of it. */
export type ExportRow = {
  id: string;
  title: string;
  line: string;
  state: ExportSummary['state'];
  percent: number;
  isRunning: boolean;
  act: '' | 'cancel' | 'remove';
  actTitle: string;
  files: FileRow[];
};

export function exportRow(one: ExportSummary, now: number): ExportRow {
  const { exportId: id, state, format, conversationId, startedAt } = one;
  const isRunning = state === 'running' || state === 'stuck';
  const subject = conversationId === undefined ? says.search : says.conversation;
  const act = isRunning ? 'cancel' : state === 'ready' ? 'remove' : '';
  return {
    id,
    title: `${subject} · ${says.formats[format]}`,
    line: [momentText(startedAt, now), ...stateParts(one, now)].join(' · '),
    state,
    percent: Math.round(one.progress * 100),
    isRunning,
    act,
    actTitle: act === '' ? '' : says[act],
    files: state === 'ready' ? one.files.map(fileRow) : [],
  };
}

function stateParts({ state, messages, until, isMasked, withNotes }: ExportSummary, now: number): string[] {
  return [
    says.states[state],
    ...(messages > 0 ? [says.count(messages)] : []),
    ...(isMasked ? [] : [says.full]),
    ...(withNotes ? [says.noted] : []),
    ...(state === 'ready' && until !== undefined ? [says.until(momentText(until, now))] : []),
  ];
}

function fileRow({ name, size }: { name: string; size: number }, index: number): FileRow {
  const title = name.endsWith('-list.json') ? says.list : says.volume(index + 1);
  return { name, title, size: fileSize(size) };
}
