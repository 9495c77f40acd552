import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** The text of a file that only its owner may read; minted whole, or not at all, at first use. */
export function secretFile(file: string, mint: () => string): string {
  if (existsSync(file)) return readFileSync(file, 'utf8');
  mkdirSync(path.dirname(file), { recursive: true });
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, mint(), { mode: 0o600, flush: true });
  renameSync(unfinished, file);
  return readFileSync(file, 'utf8');
}
