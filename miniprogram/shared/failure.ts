import { AppError, errorCodes, type ErrorCode } from '../../cloudfunctions/common/protocol/errors';

/** What the phone itself may lack: the file that was picked is not there any more, or there is no room to keep it. */
export type FileFailure = 'FILE_GONE' | 'STORAGE_FULL';

/** Why something did not work: the cloud's own code, `NETWORK` when the cloud did not answer, or what the phone lacks. */
export type FailureCode = ErrorCode | 'NETWORK' | FileFailure;

/** The cloud could not be reached or did not answer; what was asked may or may not have been done. */
export class NetworkError extends Error {
  readonly code = 'NETWORK';
}

/** A file on this phone cannot be had or kept. */
export class FileError extends Error {
  constructor(
    readonly code: FileFailure,
    message: string = code,
  ) {
    super(message);
  }
}

/** Whether the cloud refused or did not answer, or the phone lacks something; anything else that is thrown is a fault of ours. */
export const isFailure = (error: unknown): error is AppError | NetworkError | FileError =>
  error instanceof AppError || error instanceof NetworkError || error instanceof FileError;

/** The code of anything that was thrown; a fault of ours counts as `INTERNAL`. */
export const failureCode = (error: unknown): FailureCode => (isFailure(error) ? error.code : 'INTERNAL');

/** Whether the same request may be sent again unchanged. */
export const isRetryable = (error: unknown): boolean =>
  error instanceof NetworkError || (error instanceof AppError && errorCodes[error.code].retryable);
