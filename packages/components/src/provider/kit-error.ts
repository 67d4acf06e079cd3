import { TRPCClientError } from '@trpc/client';
import { type ErrorCode, errorCodes, WireError } from '@vitrine/schema';

/** Every failure that the kit shows: the server's code, or `network` where no answer came at all. */
export type KitErrorCode = ErrorCode | 'network';

export class KitError extends Error {
  override readonly name = 'KitError';
  readonly code: KitErrorCode;
  /** What a program can act on: field paths, a limit in bytes, the content that uses a file. */
  readonly details: Readonly<Record<string, unknown>>;
  readonly requestId: string | null;

  constructor(
    code: KitErrorCode,
    message: string,
    options: { details?: Record<string, unknown>; requestId?: string; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.code = code;
    this.details = options.details ?? {};
    this.requestId = options.requestId ?? null;
  }
}

const NO_ANSWER = 'The library can not be reached. Check the connection and try again.';

/** Reads the error of a tRPC call, of an upload's answer or of a fetch. Aborts are not errors: test for them first. */
export function toKitError(error: unknown): KitError {
  if (error instanceof KitError) return error;
  if (error instanceof TRPCClientError) {
    const wire = WireError.safeParse((error.data as { vitrine?: unknown } | null | undefined)?.vitrine);
    if (wire.success) return kitErrorOfWire(wire.data, error);
    if (error.data) return new KitError('internal', errorCodes.internal.message, { cause: error });
    return new KitError('network', NO_ANSWER, { cause: error });
  }
  if (error instanceof TypeError) return new KitError('network', NO_ANSWER, { cause: error });
  return new KitError('internal', errorCodes.internal.message, { cause: error });
}

/** A proxy's own words: nothing of the library was reached. */
const GATEWAY = new Set([502, 503, 504]);
const codeOfStatus: Readonly<Record<number, ErrorCode>> = {
  400: 'input.invalid',
  401: 'auth.required',
  403: 'auth.denied',
  404: 'not-found',
  410: 'gone',
  413: 'upload.too-large',
  429: 'rate.limited',
};

/** Reads the body of a refused request that is not tRPC's; falls back to the code that belongs to the status. */
export function kitErrorOfResponse(status: number, body: unknown): KitError {
  const wire = WireError.safeParse(body);
  if (wire.success) return kitErrorOfWire(wire.data);
  if (GATEWAY.has(status)) return new KitError('network', NO_ANSWER);
  const byStatus = codeOfStatus[status] ?? 'internal';
  return new KitError(byStatus, errorCodes[byStatus].message);
}

function kitErrorOfWire(wire: WireError, cause?: unknown): KitError {
  return new KitError(wire.code, wire.message, {
    details: wire.details ?? {},
    requestId: wire.requestId,
    cause,
  });
}

export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}
