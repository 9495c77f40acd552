import * as v from 'valibot';
import type { Problem, ProblemCode } from '../protocol/problems';

/** What is wrong with a value, and where in its document. */
export type Finding = Pick<Problem, 'path' | 'code' | 'detail'>;

/** Reads what a person wrote: notes what is wrong with it, and answers something safe in its place. */
export type Reader<T> = (value: unknown, path: string, findings: Finding[]) => T;

const isAbsent = (value: unknown): value is null | undefined => value === undefined || value === null;

const found = (path: string, code: ProblemCode, detail?: number): Finding =>
  detail === undefined ? { path, code } : { path, code, detail: String(detail) };

/** One value, by a schema whose messages are codes; it may be absent only if something stands in for it. */
export const value =
  <S extends v.GenericSchema, F>(schema: S, fallback: F): Reader<v.InferOutput<S> | F> =>
  (written, path, findings) => {
    if (isAbsent(written) && fallback !== undefined) return fallback;
    const result = v.safeParse(schema, written ?? undefined, { abortPipeEarly: true });
    if (result.success) return result.output;
    const { message, requirement } = result.issues[0] as { message: string; requirement?: unknown };
    findings.push(found(path, message as ProblemCode, typeof requirement === 'number' ? requirement : undefined));
    return fallback;
  };

/** Something that need not be there. */
export const optional =
  <T>(reader: Reader<T>): Reader<T | undefined> =>
  (written, path, findings) =>
    isAbsent(written) ? undefined : reader(written, path, findings);

/** A list without those of its items that are wrong. */
export const list =
  <T>(item: Reader<T | undefined>, limit: number): Reader<T[]> =>
  (written, path, findings) => {
    if (isAbsent(written)) return [];
    if (!Array.isArray(written)) {
      findings.push(found(path, 'notList'));
      return [];
    }
    if (written.length > limit) findings.push(found(path, 'tooMany', limit));
    const items = written.slice(0, limit).map((one, index) => item(one, `${path}[${index}]`, findings));
    return items.filter((one) => one !== undefined);
  };

const joined = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`);

function groupIn(written: unknown, path: string, findings: Finding[]): Record<string, unknown> {
  if (isAbsent(written)) return {};
  if (typeof written === 'object' && !Array.isArray(written)) return written as Record<string, unknown>;
  findings.push(found(path, 'notGroup'));
  return {};
}

type Fields<T> = { [K in keyof T]-?: object extends Pick<T, K> ? Reader<T[K] | undefined> : Reader<T[K]> };

/** Named fields; a name nobody knows is noted, since it is most often a misspelt one. */
export const group =
  <T extends object>(fields: Fields<T>): Reader<T> =>
  (written, path, findings) => {
    const given = groupIn(written, path, findings);
    for (const name of Object.keys(given))
      if (!Object.hasOwn(fields, name)) findings.push(found(joined(path, name), 'unknownField'));
    const read = Object.entries<Reader<unknown>>(fields).map(([name, reader]) => [
      name,
      reader(given[name], joined(path, name), findings),
    ]);
    return Object.fromEntries(read.filter(([, one]) => one !== undefined)) as T;
  };

/** Values by names that nobody knows beforehand. */
export const table =
  <T>(isName: (name: string) => boolean, code: ProblemCode, reader: Reader<T | undefined>): Reader<Record<string, T>> =>
  (written, path, findings) => {
    const read = Object.entries(groupIn(written, path, findings)).map(([name, one]) => {
      if (isName(name)) return [name, reader(one, joined(path, name), findings)];
      findings.push(found(joined(path, name), code));
      return [name, undefined];
    });
    return Object.fromEntries(read.filter(([, one]) => one !== undefined)) as Record<string, T>;
  };
