import * as v from 'valibot';
import { CloudError } from './contract';

/** What was sent to us, as the schema has it; anything else is refused with what is wrong. */
export function check<T>(schema: v.GenericSchema<unknown, T>, value: unknown): T {
  const parsed = v.safeParse(schema, value);
  if (!parsed.success) throw new CloudError('INVALID_PARAM', v.summarize(parsed.issues));
  return parsed.output;
}
