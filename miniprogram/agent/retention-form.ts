import type { Retention } from '../../cloudfunctions/common/protocol/settings';
import { recordsText } from './text/records';

const says = recordsText.retention;

const kinds = ['archive', 'messages', 'files', 'notes'] as const;

/** How long one kind of record is kept, as it is being written. */
export type RetentionField = {
  kind: keyof Retention;
  label: string;
  does: string;
  value: string;
  error: string;
};

export const fieldsOf = (retention: Retention): RetentionField[] =>
  kinds.map((kind) => ({
    kind,
    label: says[kind],
    does: says[`${kind}Does`],
    value: String(retention[kind] ?? ''),
    error: '',
  }));

/** What was written: a number of days, or something that is said to be none. Nothing is for ever. */
export const retentionIn = (fields: readonly RetentionField[]): Retention =>
  Object.fromEntries(
    fields.flatMap(({ kind, value }) => {
      const written = value.trim();
      return written === '' ? [] : [[kind, /^\d+$/.test(written) ? Number(written) : written]];
    }),
  );

/** Whether anything is deleted sooner than before. */
export const isShorter = (next: Retention, before: Retention): boolean =>
  kinds.some((kind) => kind !== 'archive' && (next[kind] ?? Infinity) < (before[kind] ?? Infinity));
