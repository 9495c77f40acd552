import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** `cloud-process.ts`, bundled. */
export const CLOUD_PROCESS = path.resolve('.test-output/cloud-process.cjs');

export type FunctionSources = Record<string, { code: string; config?: unknown }>;

/** A new folder inside the project, so that what is written there finds the installed packages. */
export function outputFolder(purpose: string): string {
  mkdirSync('.test-output', { recursive: true });
  return mkdtempSync(path.resolve('.test-output', `${purpose}-`));
}

/** Writes built functions as the cloud expects them; answers their folder. */
export function writeFunctions(functions: FunctionSources): string {
  const folder = outputFolder('functions');
  for (const [name, { code, config }] of Object.entries(functions)) {
    mkdirSync(path.join(folder, name));
    writeFileSync(path.join(folder, name, 'index.js'), code);
    if (config !== undefined) writeFileSync(path.join(folder, name, 'config.json'), JSON.stringify(config));
  }
  return folder;
}
