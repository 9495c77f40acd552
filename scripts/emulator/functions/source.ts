import { type Dirent, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import { CloudError } from '../contract';

const configSchema = v.object({
  timeout: v.optional(v.pipe(v.number(), v.minValue(1)), 3),
  memorySize: v.optional(v.pipe(v.number(), v.minValue(64)), 256),
  permissions: v.optional(v.object({ openapi: v.optional(v.array(v.string()), []) }), { openapi: [] }),
  triggers: v.optional(v.array(v.object({ name: v.string(), type: v.literal('timer'), config: v.string() })), []),
});

export type FunctionConfig = v.InferOutput<typeof configSchema>;

/** A function as built: its folder, its configuration, and a version that changes with its code. */
export type FunctionSource = { name: string; folder: string; version: string; config: FunctionConfig };

const namePattern = /^[A-Za-z][\w-]{0,59}$/;

/** Reads one function's folder; throws what the service answers when there is none. */
export function readSource(functionsFolder: string, name: string): FunctionSource {
  const folder = path.resolve(functionsFolder, name);
  const index = namePattern.test(name) && statSync(path.join(folder, 'index.js'), { throwIfNoEntry: false });
  if (!index) throw new CloudError('FUNCTIONS_EXECUTE_FAIL', `FunctionName parameter could not be found: ${name}`);
  return { name, folder, version: versionOf(folder), config: readConfig(path.join(folder, 'config.json')) };
}

/** The names and times of a function's own files; installed packages come and go with its package.json. */
function versionOf(folder: string): string {
  const entries = readdirSync(folder, { withFileTypes: true }).filter(({ name }) => name !== 'node_modules');
  return entries.map((entry) => `${entry.name} ${versionOfEntry(path.join(folder, entry.name), entry)}`).join('\n');
}

function versionOfEntry(file: string, entry: Dirent): string {
  return entry.isDirectory() ? versionOf(file) : String(statSync(file, { throwIfNoEntry: false })?.mtimeMs);
}

/** Every function in the folder. */
export function readSources(functionsFolder: string): FunctionSource[] {
  const entries = readdirSync(functionsFolder, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory() && namePattern.test(entry.name));
  return folders.map((entry) => readSource(functionsFolder, entry.name));
}

function readConfig(file: string): FunctionConfig {
  const exists = statSync(file, { throwIfNoEntry: false }) !== undefined;
  const parsed = v.safeParse(configSchema, exists ? JSON.parse(readFileSync(file, 'utf8')) : {});
  if (parsed.success) return parsed.output;
  throw new CloudError('FUNCTIONS_EXECUTE_FAIL', `${file}: ${v.summarize(parsed.issues)}`);
}
