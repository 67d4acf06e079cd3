import { type ErrorCode, errorCodes } from '@vitrine/schema';

/** Everything that a client may be told: a code of the contract, words for people and `details` for programs.
 *  Never put a name, a title or a path of the server into `details`: they go over the wire and into the log. */
export class MediaError extends Error {
  readonly code: ErrorCode;
  readonly details: Record<string, unknown> | undefined;

  constructor(
    code: ErrorCode,
    details?: Record<string, unknown>,
    options: { message?: string; cause?: unknown } = {},
  ) {
    super(options.message ?? errorCodes[code].message, { cause: options.cause });
    this.name = 'MediaError';
    this.code = code;
    this.details = details;
  }

  /** The HTTP status of its code. */
  get status(): number {
    return errorCodes[this.code].status;
  }
}
