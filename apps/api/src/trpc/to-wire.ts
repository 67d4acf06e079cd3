import type { TRPCError } from '@trpc/server';
import type { WireError } from '@vitrine/schema';
import { MediaError } from '../errors/media-error.ts';
import { toMediaError } from '../errors/to-media-error.ts';
import { toWireError } from '../errors/to-wire-error.ts';

/** What tRPC itself refuses, before any of our code ran. */
const refusedByTrpc = {
  BAD_REQUEST: 'input.invalid',
  PARSE_ERROR: 'input.invalid',
  METHOD_NOT_SUPPORTED: 'input.invalid',
  UNSUPPORTED_MEDIA_TYPE: 'input.invalid',
  PAYLOAD_TOO_LARGE: 'upload.too-large',
  NOT_FOUND: 'not-found',
} as const;

/** The error behind tRPC's own. A zod error is the client's only where tRPC was reading the input: from anywhere
 *  else it is ours, and `internal`. */
export function findCause(error: TRPCError): MediaError {
  if (error.cause instanceof MediaError) return error.cause;
  // An address that is no text, such as /trpc/%E0%A4%A.
  if (error.cause instanceof URIError) return new MediaError('not-found', undefined, { cause: error });
  if (error.code === 'INTERNAL_SERVER_ERROR') {
    const media = toMediaError(error.cause ?? error);
    return media.code === 'input.invalid' && isZodError(error.cause)
      ? new MediaError('internal', undefined, { cause: error })
      : media;
  }
  if (error.code === 'BAD_REQUEST' && isZodError(error.cause)) return toMediaError(error.cause);
  const code = Object.entries(refusedByTrpc).find(([name]) => name === error.code)?.[1] ?? 'internal';
  return new MediaError(code, undefined, { cause: error });
}

const isZodError = (error: unknown): boolean => error instanceof Error && error.name.includes('ZodError');

export function toWire(error: TRPCError, requestId: string): { status: number; body: WireError } {
  return toWireError(findCause(error), requestId);
}

const codes = {
  400: ['BAD_REQUEST', -32600],
  401: ['UNAUTHORIZED', -32001],
  403: ['FORBIDDEN', -32003],
  404: ['NOT_FOUND', -32004],
  409: ['CONFLICT', -32009],
  410: ['NOT_FOUND', -32004],
  413: ['PAYLOAD_TOO_LARGE', -32013],
  415: ['UNSUPPORTED_MEDIA_TYPE', -32015],
  422: ['UNPROCESSABLE_CONTENT', -32022],
  429: ['TOO_MANY_REQUESTS', -32029],
} as const;

/** tRPC's own name and number of a status, for clients that look at those. */
export function trpcCodeOf(status: number) {
  return codes[status as keyof typeof codes] ?? (['INTERNAL_SERVER_ERROR', -32603] as const);
}
