import { CloudError, type Plain } from '../contract';

const ALLOWED = new Set(['$set', '$unset']);

/** What an update writes, as rules see it in `request.data`; under custom rules clients may only set and remove fields. */
export function writtenData(update: Plain): Plain {
  const commands = Object.keys(update).filter((key) => key.startsWith('$'));
  if (commands.length === 0) return update;
  const refused = commands.find((command) => !ALLOWED.has(command));
  if (refused)
    throw new CloudError('DATABASE_PERMISSION_DENIED', `Security rules do not allow ${refused} in an update.`);
  const written: Plain = {};
  for (const [path, value] of Object.entries((update['$set'] ?? {}) as Plain)) place(written, path.split('.'), value);
  return written;
}

/** The first written field that belongs to the server, if there is one. */
export function namesOwner(data: Plain): boolean {
  const fields = Object.entries(data).flatMap(([key, value]) => (key.startsWith('$') ? fieldsOf(key, value) : [key]));
  return fields.some((field) => field.split('.')[0] === '_openid');
}

function fieldsOf(command: string, value: unknown): string[] {
  const fields = Object.entries((value ?? {}) as Plain);
  return command === '$rename' ? fields.flatMap(([from, to]) => [from, String(to)]) : fields.map(([field]) => field);
}

function place(target: Plain, [key = '', ...rest]: string[], value: unknown): void {
  if (rest.length === 0) {
    target[key] = value;
    return;
  }
  const inner = target[key];
  const next = typeof inner === 'object' && inner !== null ? { ...inner } : {};
  target[key] = next;
  place(next, rest, value);
}
