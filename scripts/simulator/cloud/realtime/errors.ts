import { WxCloudError } from '../errors';

const CODES = { init: -402002, reconnect: -402003, rebuild: -402004, server: -402006, checkLast: -402010 };

/** What a watch was doing when it failed. */
export type WatchStep = keyof typeof CODES;

/** The error that ends a watch, as `onError` gets it. */
export function watchError(step: WatchStep, cause: unknown): WxCloudError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new WxCloudError(
    CODES[step],
    `collection.watch:fail ${CODES[step]} realtime listener ${step} watch fail. ${reason}`,
  );
}

/** An ERROR frame of the server. */
export class ServerError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(`${code}: ${message}`);
  }
}

/** The socket closed before the answer came. */
export class ChannelClosed extends Error {}

/** No answer came in time. */
export class AnswerTimeout extends Error {}
