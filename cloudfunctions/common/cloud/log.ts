import { WrongKeysError } from './key-ring';

/** One line a failure, for whoever operates it: code and stack, never the message of an error, which may quote data. */
export function logFailure(where: string, error: unknown): void {
  const failure = error instanceof Error ? error : new Error();
  const code = 'code' in failure ? String(failure.code) : failure.name;
  const stack = (failure.stack ?? '').split('\n').filter((line) => line.trimStart().startsWith('at '));
  const wrong = failure instanceof WrongKeysError && { wrong: failure.message };
  console.error(JSON.stringify({ where, code, ...wrong, stack: stack.map((line) => line.trim()) }));
}
