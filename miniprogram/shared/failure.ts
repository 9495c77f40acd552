import { AppError, errorCodes, type ErrorCode } from '../../cloudfunctions/common/protocol/errors';

/** Why something did not work: the cloud's own code, or `NETWORK` when the cloud did not answer. */
export type FailureCode = ErrorCode | 'NETWORK';

/** The cloud could not be reached or did not answer; what was asked may or may not have been done. */
export class NetworkError extends Error {
  readonly code = 'NETWORK';
}

/** Whether the cloud refused or did not answer; anything else that is thrown is a fault of ours. */
export const isFailure = (error: unknown): error is AppError | NetworkError =>
  error instanceof AppError || error instanceof NetworkError;

/** The code of anything that was thrown; a fault of ours counts as `INTERNAL`. */
export const failureCode = (error: unknown): FailureCode => (isFailure(error) ? error.code : 'INTERNAL');

/** Whether the same request may be sent again unchanged. */
export const isRetryable = (error: unknown): boolean =>
  isFailure(error) && (error.code === 'NETWORK' || errorCodes[error.code].retryable);
