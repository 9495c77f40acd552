import path from 'node:path';
import type { Clock } from '../contract';
import { openLog } from '../log-file';

export interface FunctionLog {
  write(functionName: string, requestId: string, text: string): void;
}

/** `logs/functions.log`: one line for each end of an invocation and for each line a function printed. */
export function functionLog(dataFolder: string, clock: Clock): FunctionLog {
  const log = openLog(path.join(dataFolder, 'logs', 'functions.log'), clock);
  return { write: (functionName, requestId, text) => log.write(`${functionName} ${requestId} ${text}`) };
}
