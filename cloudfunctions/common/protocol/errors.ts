/** Every code a function may answer, and whether the same request may be sent again unchanged. */
export const errorCodes = {
  INVALID_INPUT: { retryable: false },
  UNKNOWN_ACTION: { retryable: false },
  FORBIDDEN: { retryable: false },
  NOT_FOUND: { retryable: false },
  CONVERSATION_CLOSED: { retryable: false },
  TOO_LATE: { retryable: false },
  /** No free place. */
  FULL: { retryable: false },
  /** The colleague is off duty. */
  OFF_DUTY: { retryable: false },
  /** Somebody else has it by now. */
  TAKEN: { retryable: false },
  TAGS_REQUIRED: { retryable: false },
  BLOCKED: { retryable: false },
  /** An invite code that is unknown, used or expired. */
  WRONG_CODE: { retryable: false },
  TOO_FAST: { retryable: true },
  TRY_AGAIN: { retryable: true },
  INTERNAL: { retryable: true },
} as const;

export type ErrorCode = keyof typeof errorCodes;

/** A refusal that the caller may learn of. Anything else that is thrown is logged and becomes `INTERNAL`. */
export class AppError extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string = code,
  ) {
    super(message);
  }
}

/** What every function answers. */
export type Reply<Data> =
  { ok: true; data: Data } | { ok: false; code: ErrorCode; message: string; retryable: boolean };
