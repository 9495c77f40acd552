import type { Author, FileField } from '../protocol/documents';
import { TAG_LIMIT } from '../protocol/limits';

/** A file as its editors change it; every value in plain text. */
export type File = {
  version: number;
  tags: readonly string[];
  written: Partial<Record<FileField, Value>>;
  overwritten: readonly Overwriting[];
  edits: readonly string[];
};

/** What stands in a field, who wrote it, and in which version of the file. */
export type Value = { value: string; version: number; by: Author; at: number };

/** What an edit has overwritten without its author having seen it. */
export type Overwriting = Value & { field: FileField; edit: string };

/** What somebody changes, having seen one version of the file. */
export type Edit = {
  clientId: string;
  base: number;
  fields: Partial<Record<FileField, string>>;
  addTags: readonly string[];
  removeTags: readonly string[];
};

/** Edits remembered, and overwritten values kept. */
const MOST_EDITS = 32;
const MOST_OVERWRITTEN = 20;

/**
 * The file after an edit. Tags that are added or removed meet those of others; a field belongs to whoever writes it last, and what
 * stood there is kept if they had not seen it. An edit that was made before changes nothing.
 */
export function edited(file: File, edit: Edit, by: Author, at: number): File {
  if (file.edits.includes(edit.clientId)) return file;
  const version = file.version + 1;
  const changed = (Object.keys(edit.fields) as FileField[]).filter(
    (field) => edit.fields[field] !== (file.written[field]?.value ?? ''),
  );
  const written = changed.map((field) => [field, { value: edit.fields[field] ?? '', version, by, at }]);
  return {
    version,
    tags: tagsAfter(file.tags, edit),
    written: { ...file.written, ...(Object.fromEntries(written) as File['written']) },
    overwritten: [...file.overwritten, ...unseen(file, edit, changed, by)].slice(-MOST_OVERWRITTEN),
    edits: [...file.edits, edit.clientId].slice(-MOST_EDITS),
  };
}

function tagsAfter(tags: readonly string[], { addTags, removeTags }: Edit): string[] {
  const kept = tags.filter((tag) => !removeTags.includes(tag));
  return [...new Set([...kept, ...addTags])];
}

/** Whether an edit leaves more tags than a file holds. */
export const hasTooManyTags = (before: File, after: File): boolean =>
  after.tags.length > Math.max(TAG_LIMIT, before.tags.length);

/** What somebody else has written since. */
const unseen = ({ written }: File, { base, clientId }: Edit, changed: FileField[], by: Author): Overwriting[] =>
  changed.flatMap((field) => {
    const stood = written[field];
    return stood && stood.version > base && stood.by.id !== by.id ? [{ field, edit: clientId, ...stood }] : [];
  });

/** What an edit has overwritten unseen, however often it is asked. */
export const lostBy = (file: File, clientId: string): Overwriting[] =>
  file.overwritten.filter(({ edit }) => edit === clientId);
