import { toWxError, type WxCloudError } from './errors';

/** The callbacks that any `wx` call takes instead of giving a promise. */
export type Callbacks<T> = {
  success?: (result: T) => void;
  fail?: (error: WxCloudError) => void;
  complete?: (result: T | WxCloudError) => void;
};

/** Runs a call the way `wx` does: with callbacks it reports to them and gives nothing, otherwise it gives a promise. */
export function settle<T>(
  api: string,
  callbacks: Callbacks<T> | undefined,
  run: () => Promise<T>,
): Promise<T> | undefined {
  const result = asWxPromise(api, run);
  if (!callbacks?.success && !callbacks?.fail && !callbacks?.complete) return result;
  void report(result, callbacks);
  return undefined;
}

async function asWxPromise<T>(api: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw toWxError(api, error);
  }
}

async function report<T>(result: Promise<T>, { success, fail, complete }: Callbacks<T>): Promise<void> {
  const [settled] = await Promise.allSettled([result]);
  const outcome = settled.status === 'fulfilled' ? settled.value : (settled.reason as WxCloudError);
  if (settled.status === 'fulfilled') success?.(settled.value);
  else fail?.(settled.reason as WxCloudError);
  complete?.(outcome);
}
