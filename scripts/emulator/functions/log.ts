import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Clock } from '../contract';

export interface FunctionLog {
  write(functionName: string, requestId: string, text: string): void;
}

const maxBytes = 16 * 1024 * 1024;

/** `logs/functions.log`: one line for each end of an invocation and for each line a function printed. */
export function functionLog(dataFolder: string, clock: Clock): FunctionLog {
  const folder = path.join(dataFolder, 'logs');
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, 'functions.log');
  return {
    write(functionName, requestId, text) {
      rotate(file);
      const time = new Date(clock.now()).toISOString();
      appendFileSync(file, `${time} ${functionName} ${requestId} ${text}\n`);
    },
  };
}

function rotate(file: string): void {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > maxBytes) renameSync(file, `${file}.1`);
}
