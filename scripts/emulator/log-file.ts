import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Clock } from './contract';

export interface LogFile {
  write(text: string): void;
}

const maxBytes = 16 * 1024 * 1024;

/** A file of lines that begin with the cloud's time. When it is long its content moves to `<file>.1`. */
export function openLog(file: string, clock: Clock): LogFile {
  mkdirSync(path.dirname(file), { recursive: true });
  return {
    write(text) {
      rotate(file);
      appendFileSync(file, `${new Date(clock.now()).toISOString()} ${text}\n`);
    },
  };
}

function rotate(file: string): void {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > maxBytes) renameSync(file, `${file}.1`);
}
