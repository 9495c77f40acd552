import { AppError, errorCodes, type ErrorCode } from '../../cloudfunctions/common/protocol/errors';

/** Why something did not work: the cloud's own code, or `NETWORK` when the cloud did not answer. */
export type FailureCode = ErrorCode | 'NETWORK';

/** The cloud could not be reached or did not answer; what was asked may or may not have been done. */
export class NetworkError extends Error {
  readonly code = 'NETWORK';
}

/** The code of anything that was thrown; a fault of our own counts as `INTERNAL`. */
export function failureCode(error: unknown): FailureCode {
  return error instanceof AppError || error instanceof NetworkError ? error.code : 'INTERNAL';
}

/** Whether the same request may be sent again unchanged. */
export function isRetryable(error: unknown): boolean {
  return error instanceof NetworkError || (error instanceof AppError && errorCodes[error.code].retryable);
}
