import { CloudError, type Caller, type Guard, type Plain } from '../contract';
import type { LogFile } from '../log-file';

const maxFieldsText = 500;

/** The guard, which writes each refusal to a log: who asked for what, by which fields, and why not. Values stay out. */
export function logRefusals(guard: Guard, log: LogFile): Guard {
  const logged = <T>(caller: Caller, asked: string, run: () => T): T => {
    try {
      return run();
    } catch (error) {
      if (error instanceof CloudError) log.write(`${nameOf(caller)} ${asked}: ${error.message}`);
      throw error;
    }
  };
  return {
    filter: (caller, operation, collection, filter, data) =>
      logged(caller, `${operation} ${collection} by ${fieldsOf(filter)}${written(data)}`, () =>
        guard.filter(caller, operation, collection, filter, data),
      ),
    create: (caller, collection, document) =>
      logged(caller, `create ${collection}${written(document)}`, () => guard.create(caller, collection, document)),
  };
}

function nameOf(caller: Caller): string {
  return caller.kind === 'client' ? JSON.stringify(caller.openid) : caller.kind;
}

function written(data: Plain | undefined): string {
  return data === undefined ? '' : ` writing ${fieldsOf(data)}`;
}

function fieldsOf(value: Plain): string {
  return JSON.stringify(namesIn(value)).slice(0, maxFieldsText);
}

/** The fields and operators of a query, an update or a document. */
function namesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(namesIn);
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return [];
  return Object.entries(value).flatMap(([name, content]) => [name, ...namesIn(content)]);
}
