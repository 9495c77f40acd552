import { errorCodes, type ErrorCode } from '../../../cloudfunctions/common/protocol/errors';

/** What a person does who is told that it did not work: tries again. */
export async function insist<T>(act: () => Promise<T>, tries = Infinity): Promise<T> {
  for (let left = tries; ; left -= 1) {
    try {
      return await act();
    } catch (error) {
      if (left <= 1 || !isPassing(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

/** As the phone itself judges, but by the code alone: the error comes from another realm. */
function isPassing(error: unknown): boolean {
  const { code } = error as { code?: ErrorCode | 'NETWORK' };
  if (code === 'NETWORK') return true;
  return code !== undefined && errorCodes[code]?.retryable;
}
